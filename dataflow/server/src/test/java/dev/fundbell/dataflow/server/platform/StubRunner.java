package dev.fundbell.dataflow.server.platform;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The smallest runner of composed tasks. Like Data Flow's own, which is not on Maven
 * Central, it launches the parts one after the other at the server, and waits until each
 * has ended. Tests pack it into a jar.
 */
public final class StubRunner {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final Duration PAUSE = Duration.ofMillis(200);

	private final HttpClient http = HttpClient.newHttpClient();

	private final String server;

	/** By this the server knows the launches of parts. */
	private final String parent;

	private StubRunner(String arguments) {
		this.server = find("--dataflow-server-uri=(\\S+)", arguments);
		this.parent = "--spring.cloud.task.parent-execution-id="
				+ find("--spring.cloud.task.executionid=(\\d+)", arguments);
	}

	public static void main(String[] args) throws Exception {
		StubRunner runner = new StubRunner(String.join(" ", args));
		String graph = find("\"graph\":\"([^\"]+)\"", System.getenv("SPRING_APPLICATION_JSON"));
		for (String part : graph.split(" && ")) {
			runner.run(part);
		}
	}

	private void run(String part) throws IOException, InterruptedException {
		String launched = send("POST", "/tasks/executions/launch?name=" + part + "&arguments=" + this.parent);
		String execution = "/tasks/executions/" + find("\"executionId\":(\\d+)", launched) + "?schemaTarget="
				+ find("\"schemaTarget\":\"(\\w+)\"", launched);
		System.out.println("waits for " + execution);
		long end = System.nanoTime() + PATIENCE.toNanos();
		while (!send("GET", execution).contains("\"taskExecutionStatus\":\"COMPLETE\"")) {
			if (System.nanoTime() > end) {
				throw new IllegalStateException(part + " has not ended with success");
			}
			Thread.sleep(PAUSE.toMillis());
		}
	}

	private String send(String method, String path) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.server + path))
			.method(method, HttpRequest.BodyPublishers.noBody())
			.build();
		return this.http.send(request, HttpResponse.BodyHandlers.ofString()).body();
	}

	private static String find(String pattern, String text) {
		Matcher found = Pattern.compile(pattern).matcher(text);
		if (!found.find()) {
			throw new IllegalStateException(pattern + " is not in " + text);
		}
		return found.group(1);
	}

}
