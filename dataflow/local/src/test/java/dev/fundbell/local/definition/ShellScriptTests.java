package dev.fundbell.local.definition;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.fundbell.servers.LocalServerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ShellScriptTests {

	private static final Map<String, String> ALL_PLACEHOLDERS = Map.of("APPS", "file:///apps", "APP_SUFFIX",
			"-0.1.0.jar", "STREAM_PROPERTIES", "local.properties", "SINK_ADDRESS", "127.0.0.1", "SINK_PORT", "8081",
			"SMS_PORT", "8082", "STATE_DIRECTORY", "/state", "BUSINESS_TIME_ZONE", "Asia/Seoul", "RETENTION_DRY_RUN",
			"false");

	@TempDir
	Path directory;

	@Test
	void readsVerbsAndOptions() throws Exception {
		assertThat(read("stream create --name push --definition \":notifications > sse-sink\"\n"))
			.extracting(ScriptLine::verb, ScriptLine::options)
			.containsExactly(org.assertj.core.groups.Tuple.tuple("stream create",
					Map.of("name", "push", "definition", ":notifications > sse-sink")));
	}

	@Test
	void passesOverCommentsAndEmptyLinesAndStillCountsThem() throws Exception {
		List<ScriptLine> lines = read("# first\n\n  app list\n");

		assertThat(lines).hasSize(1);
		assertThat(lines.get(0).source()).endsWith("script.shell line 3");
	}

	@Test
	void fillsPlaceholders() throws Exception {
		assertThat(read("app register --uri ${APPS}/s${APP_SUFFIX}\n").get(0).option("uri"))
			.isEqualTo("file:///apps/s-0.1.0.jar");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/fund bell/a", "/펀드벨", "/a --b/x", "/it's \"here\"", "/a,b#c%20", "C:\\Users\\new",
			"${APPS}" })
	void takesTheValueOfAPlaceholderAsItIs(String value) throws Exception {
		Map<String, String> values = Map.of("STREAM_PROPERTIES", value);
		Path script = Files.writeString(this.directory.resolve("script.shell"),
				"# ${OTHER}\nstream deploy --propertiesFile ${STREAM_PROPERTIES} --name \"${STREAM_PROPERTIES}!\"\n");
		Path properties = Files.writeString(this.directory.resolve("local.properties"),
				"# ${OTHER}\napp.a.key-file = ${STREAM_PROPERTIES}/key\n");

		assertThat(ShellScript.read(script, values)).extracting(ScriptLine::options)
			.containsExactly(Map.of("propertiesFile", value, "name", value + "!"));
		assertThat(ShellScript.readProperties(properties, values))
			.containsExactly(Map.entry("app.a.key-file", value + "/key"));
	}

	@Test
	void namesAPlaceholderThatNothingIsKnownFor() {
		assertThatExceptionOfType(LocalServerException.class).isThrownBy(() -> read("app register --uri ${OTHER}\n"))
			.withMessageContaining("nothing is known for ${OTHER}");
	}

	@Test
	void namesAnOptionThatIsMissing() throws Exception {
		ScriptLine line = read("task create --name a\n").get(0);

		assertThatExceptionOfType(LocalServerException.class).isThrownBy(() -> line.option("definition"))
			.withMessageEndingWith("line 1: `task create` needs --definition");
	}

	@Test
	void readsEveryScriptOfTheProject() {
		Path definitions = Path.of("../definitions");

		for (String script : DefinitionScripts.ALL) {
			assertThat(ShellScript.read(definitions.resolve(script), ALL_PLACEHOLDERS)).isNotEmpty();
		}
		assertThat(ShellScript.readProperties(definitions.resolve("local.properties"), ALL_PLACEHOLDERS))
			.containsEntry("app.sse-sink.server.port", "8081");
	}

	private List<ScriptLine> read(String text) throws Exception {
		Path file = this.directory.resolve("script.shell");
		Files.writeString(file, text);
		return ShellScript.read(file, ALL_PLACEHOLDERS);
	}

}
