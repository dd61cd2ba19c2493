package dev.fundbell.dataflow.server.bridge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.fundbell.dataflow.server.platform.StubJar;

/**
 * The smallest app that Data Flow accepts as a stream app: it listens on its port. Tests
 * pack it into a jar.
 */
public final class StubSink {

	private StubSink() {
	}

	public static void main(String[] args) throws IOException {
		Matcher port = Pattern.compile("\"server\\.port\":\"(\\d+)\"")
			.matcher(System.getenv("SPRING_APPLICATION_JSON"));
		if (!port.find()) {
			throw new IllegalStateException("no port");
		}
		try (ServerSocket server = new ServerSocket(Integer.parseInt(port.group(1)), 0,
				InetAddress.getByName("0.0.0.0"))) {
			while (true) {
				server.accept().close();
			}
		}
	}

	/** The URI of the jar. */
	public static String jar() {
		return StubJar.of(StubSink.class, "stub-sink", Map.of());
	}

}
