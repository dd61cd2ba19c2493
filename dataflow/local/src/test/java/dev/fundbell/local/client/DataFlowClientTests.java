package dev.fundbell.local.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import dev.fundbell.servers.LocalServerException;
import dev.fundbell.servers.Ports;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DataFlowClientTests {

	@Test
	void launchesATaskWithItsArguments() throws Exception {
		try (HttpStub server = new HttpStub()) {
			for (String query : new String[] { "name=greet&arguments=--a%3Db", "arguments=--a%3Db&name=greet" }) {
				server.answer("POST /tasks/executions?" + query, 201, "17");
			}

			assertThat(new DataFlowClient(server.uri()).launch("greet", "--a=b")).isEqualTo(17);
		}
	}

	@Test
	void readsARunThatHasEnded() throws Exception {
		try (HttpStub server = new HttpStub()) {
			server.answer("GET /tasks/executions/17", 200, """
					{"executionId":17,"exitCode":3,"endTime":"2026-11-23T08:31:28Z","taskExecutionStatus":"ERROR",
					 "exitMessage":"no such date","errorMessage":"a stack trace","externalExecutionId":"greet-1"}""");

			assertThat(new DataFlowClient(server.uri()).taskExecution(17))
				.isEqualTo(new TaskExecution(17, "ERROR", true, 3, "no such date", "greet-1"));
		}
	}

	@Test
	void readsARunThatHasNotBegun() throws Exception {
		try (HttpStub server = new HttpStub()) {
			server.answer("GET /tasks/executions/17", 200,
					"{\"executionId\":17,\"exitCode\":null,\"endTime\":null,\"taskExecutionStatus\":\"UNKNOWN\"}");

			assertThat(new DataFlowClient(server.uri()).taskExecution(17))
				.isEqualTo(new TaskExecution(17, "UNKNOWN", false, 0, "", ""));
		}
	}

	@Test
	void saysHowToStartTheServerThatUpStartsAndNoOther() {
		URI nobody = URI.create("http://127.0.0.1:" + Ports.free());
		String silent = "Data Flow does not answer at " + nobody + ": ";
		assertThatExceptionOfType(LocalServerException.class)
			.isThrownBy(() -> new DataFlowClient(nobody).launch("x", ""))
			.withMessageStartingWith(silent + "start it with ")
			.withMessageEndingWith(" up");
		assertThatExceptionOfType(LocalServerException.class)
			.isThrownBy(() -> DataFlowClient.signedIn(nobody, Map.of()).launch("x", ""))
			.withMessageStartingWith(silent)
			.withMessageContaining("refused");
	}

	@Test
	void launchesNoTaskTwiceWhenTheAnswerDoesNotCome() throws Exception {
		AtomicInteger requests = new AtomicInteger();
		try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			new Thread(() -> endEach(server, requests)).start();
			DataFlowClient client = new DataFlowClient(URI.create("http://127.0.0.1:" + server.getLocalPort()));
			assertThatExceptionOfType(LocalServerException.class).isThrownBy(() -> client.launch("greet", ""))
				.withMessageStartingWith("The connection to Data Flow broke during POST /tasks/executions");
		}
		assertThat(requests).hasValue(1);
	}

	private static void endEach(ServerSocket server, AtomicInteger requests) {
		try {
			while (true) {
				try (Socket client = server.accept()) {
					client.getInputStream().read();
					requests.incrementAndGet();
				}
			}
		}
		catch (IOException ex) {
			// The test has ended.
		}
	}

	/** The end of a JVM waits for threads that are in a system call. */
	@Test
	void leavesNoThread() throws Exception {
		try (HttpStub server = new HttpStub()) {
			server.answer("GET /about", 200, "{}");
			Set<Thread> before = Thread.getAllStackTraces().keySet();
			new DataFlowClient(server.uri()).hasStreams();
			assertThat(Thread.getAllStackTraces().keySet()).filteredOn((thread) -> !before.contains(thread))
				.extracting(Thread::getName)
				.noneMatch((name) -> name.contains("HttpClient"));
		}
	}

	@Test
	void tellsWhetherTheServerHasStreams() throws Exception {
		try (HttpStub server = new HttpStub()) {
			server.answer("GET /about", 200, "{\"featureInfo\":{\"streamsEnabled\":true}}")
				.thenAnswer("GET /about", 200, "{\"featureInfo\":{\"streamsEnabled\":false}}");
			DataFlowClient client = new DataFlowClient(server.uri());

			assertThat(client.hasStreams()).isTrue();
			assertThat(client.hasStreams()).isFalse();
		}
	}

	@Test
	void aServerWithoutStreamsHasNoneThatContainAnApp() throws Exception {
		try (HttpStub server = new HttpStub()) {
			server.answer("GET /streams/definitions?size=1000", 404, "");

			assertThat(new DataFlowClient(server.uri()).streamsWith("sse-sink")).isEmpty();
		}
	}

	@Test
	void signsInWithAnAccessTokenOrWithUserAndPassword() throws Exception {
		try (HttpStub server = new HttpStub()) {
			server.answer("GET /about", 200, "{}");

			DataFlowClient.signedIn(server.uri(), Map.of("FUNDBELL_DATAFLOW_TOKEN", "a.b.c")).hasStreams();
			DataFlowClient
				.signedIn(server.uri(),
						Map.of("FUNDBELL_DATAFLOW_USERNAME", "operator", "FUNDBELL_DATAFLOW_PASSWORD", "pass"))
				.hasStreams();

			assertThat(server.authorizations()).containsExactly("Bearer a.b.c", "Basic b3BlcmF0b3I6cGFzcw==");
		}
	}

	@Test
	void saysThatNobodyAnswers() {
		URI nobody = URI.create("http://127.0.0.1:" + Ports.free());

		assertThatExceptionOfType(LocalServerException.class)
			.isThrownBy(() -> new DataFlowClient(nobody).launch("greet", ""))
			.withMessageContaining("Data Flow does not answer at " + nobody);
	}

}
