package dev.fundbell.local.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;

import dev.fundbell.local.client.DataFlowClient;
import dev.fundbell.local.client.HttpStub;
import dev.fundbell.servers.LocalServerException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SharedLaunchTests {

	private static final String RUNNING = "{\"executionId\":%d,\"taskExecutionStatus\":\"RUNNING\"}";

	private static final String ENDED = """
			{"executionId":%d,"exitCode":%d,"endTime":"2026-11-23T08:31:28Z","exitMessage":"%s",
			 "externalExecutionId":"greet-%1$d"}""";

	private final StringWriter out = new StringWriter();

	@AutoClose
	private final HttpStub server = new HttpStub();

	@Test
	void launchesOneExecutionPerShare() {
		for (int number = 1; number <= 4; number++) {
			launches("--a=b", number + "/4", 10 + number);
			this.server.answer("GET /tasks/executions/" + (10 + number), 200, ended(10 + number, 0, ""));
		}

		assertThat(launch(4, "--a=b")).isZero();

		assertThat(this.server.requests().subList(0, 4)).extracting((request) -> request.replaceAll(".*partition", ""))
			.allMatch((request) -> request.matches("%3D[1-4]%2F4.*"))
			.doesNotHaveDuplicates();
		assertThat(this.out.toString()).contains("greet 1/4 launched as execution 11",
				"greet 4/4 launched as execution 14", "greet 3/4, execution 13, ended after 0 s with exit code 0");
	}

	@Test
	void showsTheEndOfEachExecutionAsItComes() {
		launches("", "1/2", 11);
		launches("", "2/2", 12);
		this.server.answer("GET /tasks/executions/11", 200, RUNNING.formatted(11))
			.thenAnswer("GET /tasks/executions/11", 200, ended(11, 0, ""))
			.answer("GET /tasks/executions/12", 200, ended(12, 0, ""));

		assertThat(launch(2)).isZero();

		assertThat(this.out.toString().lines().skip(2)).extracting((line) -> line.replaceAll(",.*", ""))
			.containsExactly("greet 2/2", "greet 1/2");
		assertThat(this.server.requests()).filteredOn("GET /tasks/executions/12"::equals).hasSize(1);
	}

	@Test
	void saysWhichShareFailedAndHowToLaunchItAgain() {
		for (int number = 1; number <= 3; number++) {
			launches("--a=b", number + "/3", 10 + number);
			this.server.answer("GET /tasks/executions/" + (10 + number), 200,
					(number == 2) ? ended(12, 3, "no such date") : ended(10 + number, 0, ""));
		}

		assertThat(launch(3, "--a=b")).isEqualTo(1);

		assertThat(this.out.toString())
			.contains("greet 2/3, execution 12, ended after 0 s with exit code 3: no such date", "logs greet-12",
					"Share 2/3 failed. Launch it again:", "launch greet --a=b --partition=2/3")
			.doesNotContain("Share 1/3 failed", "Share 3/3 failed");
	}

	@Test
	void namesTheServerThatUpHasNotStarted() {
		launches("", "1/1", 11);
		this.server.answer("GET /tasks/executions/11", 200, ended(11, 3, ""));
		DataFlowClient elsewhere = DataFlowClient.signedIn(this.server.uri(), Map.of());

		assertThat(new SharedLaunch(elsewhere, "greet", List.of(), new PrintWriter(this.out, true)).run(1))
			.isEqualTo(1);

		assertThat(this.out.toString()).contains(
				"  its log: " + this.server.uri().resolve("/dashboard/index.html#/tasks-jobs/task-executions/11"),
				"launch --server=" + this.server.uri() + " greet --partition=1/1");
	}

	@Test
	void goesOnWhenALaterShareIsNotLaunched() {
		launches("", "1/2", 11);
		this.server.answerAll("POST /tasks/executions", 500, "{\"_embedded\":{\"errors\":[{\"message\":\"busy\"}]}}")
			.answer("GET /tasks/executions/11", 200, ended(11, 0, ""));

		assertThat(launch(2)).isEqualTo(1);

		assertThat(this.out.toString()).contains("greet 2/2 was not launched: Data Flow refuses", ": busy",
				"greet 1/2, execution 11, ended", "Share 2/2 failed. Launch it again:");
	}

	@Test
	void failsAtOnceWhenNotEvenTheFirstIsLaunched() {
		this.server.answerAll("POST /tasks/executions", 404,
				"{\"_embedded\":{\"errors\":[{\"message\":\"Could not find task definition named greet\"}]}}");

		assertThatExceptionOfType(LocalServerException.class).isThrownBy(() -> launch(4))
			.withMessageContaining("Could not find task definition named greet");
		assertThat(this.server.requests()).hasSize(1);
	}

	private int launch(int shares, String... arguments) {
		return new SharedLaunch(new DataFlowClient(this.server.uri()), "greet", List.of(arguments),
				new PrintWriter(this.out, true))
			.run(shares);
	}

	private void launches(String arguments, String share, long id) {
		String encoded = (arguments + " --partition=" + share).strip()
			.replace("=", "%3D")
			.replace("/", "%2F")
			.replace(" ", "+");
		for (String query : List.of("name=greet&arguments=" + encoded, "arguments=" + encoded + "&name=greet")) {
			this.server.answer("POST /tasks/executions?" + query, 201, Long.toString(id));
		}
	}

	private static String ended(long id, int exitCode, String message) {
		return ENDED.formatted(id, exitCode, message);
	}

}
