package dev.fundbell.local.definition;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import dev.fundbell.local.client.DataFlowClient;
import dev.fundbell.local.client.HttpStub;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class StreamWatchTests {

	private static final String STATUS = "GET /runtime/streams/push";

	private static final String DEPLOY = "POST /streams/deployments/push {\"app.sink.server.port\":\"8081\"}";

	@TempDir
	Path directory;

	private final ByteArrayOutputStream output = new ByteArrayOutputStream();

	@AutoClose
	private final HttpStub server = new HttpStub();

	private StreamWatch watch;

	@BeforeEach
	void start() throws IOException {
		this.server.answer("DELETE /streams/deployments/push", 200, "")
			.answer("POST /streams/deployments/push", 201, "");
		Path properties = Files.writeString(this.directory.resolve("p.properties"), "app.sink.server.port=8081\n");
		Files.writeString(this.directory.resolve(DefinitionScripts.STREAMS), """
				stream create --name push --definition ":n > sink"
				stream deploy --name push --propertiesFile "%s"
				""".formatted(properties));
		this.watch = new StreamWatch(
				new Definitions(new DataFlowClient(this.server.uri()), new DefinitionScripts(this.directory, Map.of())),
				new PrintStream(this.output, true, StandardCharsets.UTF_8));
	}

	@ParameterizedTest
	@ValueSource(strings = { "failed", "unknown", "partial" })
	void deploysAStreamAgainThatIsFoundDeadTwice(String status) {
		this.server.answer(STATUS, 200, status(status));

		this.watch.look();
		assertThat(this.server.requests()).containsExactly(STATUS);
		this.watch.look();

		assertThat(this.server.requests()).endsWith("DELETE /streams/deployments/push", DEPLOY);
		assertThat(printed()).contains("The apps of the stream push have died");

		// It may still look dead while it is being deployed.
		this.watch.look();
		assertThat(this.server.requests()).containsOnlyOnce(DEPLOY);
	}

	@ParameterizedTest
	@ValueSource(strings = { "deployed", "deploying" })
	void leavesAStreamWhoseAppsRunOrStart(String status) {
		leaves(status(status));
	}

	@Test
	void leavesAStreamThatAnOperatorHasUndeployed() {
		leaves("{\"_embedded\":{\"streamStatusResourceList\":[{\"name\":\"push\",\"applications\":{}}]}}");
	}

	private void leaves(String answer) {
		this.server.answer(STATUS, 200, answer);

		this.watch.look();
		this.watch.look();

		assertThat(this.server.requests()).containsExactly(STATUS, STATUS);
	}

	@Test
	void leavesAStreamThatRecoversBetweenTwoLooks() {
		this.server.answer(STATUS, 200, status("unknown"))
			.thenAnswer(STATUS, 200, status("deployed"))
			.thenAnswer(STATUS, 200, status("unknown"));

		this.watch.look();
		this.watch.look();
		this.watch.look();

		assertThat(this.server.requests()).containsExactly(STATUS, STATUS, STATUS);
	}

	@Test
	void tellsAFailureOnceAndGoesOn() {
		this.server.answer(STATUS, 500, "{\"_embedded\":{\"errors\":[{\"message\":\"Skipper is away\"}]}}")
			.thenAnswer(STATUS, 500, "{\"_embedded\":{\"errors\":[{\"message\":\"Skipper is away\"}]}}")
			.thenAnswer(STATUS, 200, status("failed"));

		this.watch.look();
		this.watch.look();
		assertThat(printed()).containsOnlyOnce("Skipper is away");
		this.watch.look();
		this.watch.look();

		assertThat(this.server.requests()).endsWith("DELETE /streams/deployments/push", DEPLOY);
	}

	private static String status(String status) {
		return """
				{"_embedded":{"streamStatusResourceList":[{"name":"push","applications":{"_embedded":
				 {"appStatusResourceList":[{"deploymentId":"push.sink-v1","state":"%s"}]}}}]}}""".formatted(status);
	}

	private String printed() {
		return this.output.toString(StandardCharsets.UTF_8);
	}

}
