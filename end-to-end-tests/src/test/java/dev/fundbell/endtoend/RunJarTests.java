package dev.fundbell.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The script with which containers of docker-compose.yml run a jar, with a stand-in for
 * Java that prints its arguments.
 */
@DisabledOnOs(OS.WINDOWS)
class RunJarTests {

	@TempDir
	private Path directory;

	private Path target;

	@BeforeEach
	void create() throws IOException {
		this.target = Files.createDirectories(this.directory.resolve("project/dataflow/server/target"));
		Path scripts = Files.createDirectories(this.directory.resolve("project/dataflow/local/compose"));
		Files.copy(Jars.PROJECT.resolve("dataflow/local/compose/run-jar"), scripts.resolve("run-jar"));
		Path java = Files.writeString(this.directory.resolve("java"), "#!/bin/sh\necho \"$@\"\n");
		assertThat(java.toFile().setExecutable(true)).isTrue();
	}

	@Test
	void runsTheVersionThatWasBuiltLast() throws Exception {
		for (String version : new String[] { "0.8.0", "0.9.0", "0.9.0-sources", "0.10.0" }) {
			Files.createFile(this.target.resolve("dataflow-server-" + version + ".jar"));
		}
		Files.writeString(this.target.resolve(".flattened-pom.xml"),
				"<parent>\n\t<version>0.9.0</version>\n</parent>\n");

		assertThat(run("dataflow/server/target/dataflow-server")).isEqualTo("-Xmx9m -XX:+UseSerialGC -jar "
				+ this.target.toRealPath().resolve("dataflow-server-0.9.0.jar") + " --an=argument\n");
	}

	@Test
	void runsAJarWithoutAVersion() throws Exception {
		Files.createFile(this.target.resolve("part.jar"));

		assertThat(run("dataflow/server/target/part")).endsWith("/target/part.jar --an=argument\n");
	}

	@Test
	void namesTheJarThatIsNotBuilt() throws Exception {
		assertThat(run("dataflow/server/target/part")).endsWith(
				"cannot be read: build it with ./mvnw -DskipTests -DskipChecks package, so that every user may read it\n")
			.hasLineCount(1);
	}

	private String run(String jar) throws IOException, InterruptedException {
		Path output = this.directory.resolve("output");
		ProcessBuilder bash = new ProcessBuilder("bash",
				this.directory.toRealPath().resolve("project/dataflow/local/compose/run-jar").toString(), jar,
				"--an=argument")
			.redirectErrorStream(true)
			.redirectOutput(output.toFile());
		bash.environment().merge("PATH", this.directory.toString(), (path, first) -> first + ":" + path);
		bash.environment().put("JVM_OPTIONS", "-Xmx9m -XX:+UseSerialGC");
		bash.start().waitFor();
		return Files.readString(output);
	}

}
