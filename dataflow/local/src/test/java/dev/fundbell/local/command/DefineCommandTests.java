package dev.fundbell.local.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.fundbell.local.client.HttpStub;
import dev.fundbell.local.definition.DefinitionScripts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class DefineCommandTests {

	@TempDir
	private Path home;

	private Path emptyDefinitions() throws IOException {
		Path definitions = Files.createDirectories(this.home.resolve("dataflow/definitions"));
		for (String script : DefinitionScripts.ALL) {
			Files.writeString(definitions.resolve(script), "# nothing\n");
		}
		return definitions;
	}

	@Test
	void waitsForAServerThatDoesNotAnswerYet() throws Exception {
		emptyDefinitions();
		try (HttpStub server = new HttpStub()) {
			server.answer("GET /management/health", 503, "{}").thenAnswer("GET /management/health", 200, "{}");
			server.answer("GET /about", 200, "{}");

			int exitCode = new CommandLine(new DefineCommand()).execute("--server=" + server.uri(), "--wait=10",
					"--home=" + this.home);

			assertThat(exitCode).isZero();
			assertThat(server.requests()).containsExactly("GET /management/health", "GET /management/health",
					"GET /about");
		}
	}

	@Test
	void leavesTheStreamsOutWhereTheServerHasThemSwitchedOff() throws Exception {
		Path definitions = emptyDefinitions();
		Files.writeString(definitions.resolve(DefinitionScripts.STREAMS),
				"stream create --name push --definition \":n > sse-sink\"\n");
		try (HttpStub server = new HttpStub()) {
			server.answer("GET /about", 200, "{\"featureInfo\":{\"streamsEnabled\":false}}");

			int exitCode = new CommandLine(new DefineCommand()).execute("--server=" + server.uri(),
					"--home=" + this.home);

			assertThat(exitCode).isZero();
			assertThat(server.requests()).containsExactly("GET /about");
		}
	}

}
