package dev.fundbell.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The launcher script {@code fundbell} in a project of a few empty files, with stand-ins
 * for Java, which prints its arguments, and Maven, which makes empty jars.
 */
@DisabledOnOs(OS.WINDOWS)
class LauncherTests {

	private static final String JAVA = """
			#!/bin/bash
			if [[ "$1" == -XshowSettings* ]]; then
				echo "    java.specification.version = ${JAVA_VERSION:-17}" >&2
				exit
			fi
			echo "jar: ${@: -2:1}, argument: ${@: -1}"
			""";

	private static final String MAVEN = """
			#!/bin/sh
			echo "$@" >>builds
			for module in dataflow/local/target/fundbell-local dataflow/server/target/dataflow-server streams/b/target/b \\
					tasks/a/target/a; do
				mkdir -p "${module%/*}" && touch "$module-0.9.0.jar"
			done
			""";

	@TempDir
	private Path directory;

	private Path project;

	@BeforeEach
	void create() throws IOException {
		this.project = this.directory.resolve("project");
		for (String folder : new String[] { "boot4-parent", "clients", "common", "dataflow", "streams/b", "tasks/a" }) {
			Files.createDirectories(this.project.resolve(folder));
		}
		Files.createFile(this.project.resolve("streams/b/pom.xml"));
		Files.createFile(this.project.resolve("tasks/a/pom.xml"));
		Files.writeString(this.project.resolve("pom.xml"), "<properties>\n<revision>0.9.0</revision>\n</properties>\n");
		Files.copy(Jars.PROJECT.resolve("fundbell"), this.project.resolve("fundbell"));
		program(this.project.resolve("mvnw"), MAVEN);
		program(this.directory.resolve("jdk/bin/java"), JAVA);
		program(this.directory.resolve("jdk/bin/javac"), "");
	}

	@Test
	void buildsAtTheFirstStartAndAfterAChange() throws Exception {
		assertThat(run("project/fundbell up; project/fundbell up")).contains("Build  ")
			.contains("fundbell-local-0.9.0.jar, argument: up");
		assertThat(builds()).containsExactly(
				"-q -B -DskipTests -DskipChecks -Dsbom.skip -pl dataflow/local,dataflow/server,streams/b,tasks/a -am package");

		age();
		assertThat(run("project/fundbell status")).startsWith("jar: ");
		assertThat(builds()).hasSize(1);
		run("project/fundbell up");
		assertThat(builds()).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0.8.0.jar", "0.10.0.jar", "0.9.0-sources.jar" })
	void takesTheJarOfItsOwnVersion(String other) throws Exception {
		assertThat(run("project/fundbell up >/dev/null; touch project/dataflow/local/target/fundbell-local-%s; "
			.formatted(other) + "project/fundbell status")).endsWith("fundbell-local-0.9.0.jar, argument: status\n");
	}

	@Test
	void buildsTheVersionThatTheProjectHasNow() throws Exception {
		run("project/fundbell up");
		Path jar = this.project.resolve("dataflow/local/target/fundbell-local-0.9.0.jar");
		Files.move(jar, jar.resolveSibling("fundbell-local-0.8.0.jar"));
		assertThat(run("project/fundbell status")).endsWith("fundbell-local-0.9.0.jar, argument: status\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "bin/absolute status", "bin/relative status", "bin/link-to-link status",
			"cd bin && ./relative status", "PATH=$PWD/bin:$PATH; relative status", "bash project/fundbell status",
			"sh project/fundbell status", "export CDPATH=.:$PWD/other; project/fundbell status",
			"export CDPATH=$PWD/other; bin/relative status" })
	void findsItsProject(String command) throws Exception {
		run("project/fundbell up; mkdir -p bin other/project; ln -s $PWD/project/fundbell bin/absolute; "
				+ "ln -s ../project/fundbell bin/relative; ln -s relative bin/link-to-link");
		String real = this.project.toRealPath().toString();
		assertThat(run(command))
			.matches("jar: (%s|%s)/dataflow/local/target/fundbell-local-0.9.0.jar, argument: status\n"
				.formatted(this.project, real));
		assertThat(builds()).hasSize(1);
	}

	@Test
	void worksInAnyFolderAndLocale() throws Exception {
		String folder = "펀드 벨, [1]'s #%20";
		String script = """
				mv project "%s" && cd "%1$s"
				./fundbell up >/dev/null
				LC_ALL=C ./fundbell 한글
				env -i PATH="$PATH" JAVA_HOME="$JAVA_HOME" ./fundbell 한글
				""".formatted(folder);
		program(this.directory.resolve("jdk/bin/java"), JAVA + "echo \"$LC_ALL\"\n");
		assertThat(run(script)).contains(folder + "/dataflow/local/target/fundbell-local-0.9.0.jar, argument: 한글\n")
			.containsIgnoringCase("utf")
			.hasLineCount(4);
	}

	@Test
	void namesTheLocaleThatIsMissing() throws Exception {
		program(this.directory.resolve("bin/locale"),
				"#!/bin/sh\nif [ \"$1\" = charmap ]; then echo US-ASCII; else echo C; fi\n");
		assertThat(run("export PATH=$PWD/bin:$PATH; project/fundbell up; project/fundbell launch 한글"))
			.contains("argument: up\n")
			.endsWith("launch 한글 are: set LC_ALL to a locale with UTF-8\n");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					mkdir bin; cp project/fundbell bin; bin/fundbell up | there is no Fundbell in
					mv project a:b; a:b/fundbell up | there is a colon in
					JAVA_VERSION=1.8 project/fundbell up | is Java 1.8: install a JDK 17 or newer
					JAVA_HOME=/nowhere project/fundbell up | JAVA_HOME is /nowhere, where there is no bin/java
					rm jdk/bin/javac; project/fundbell up | belongs to a Java without a compiler
					printf '#!/bin/sh\\necho no network; exit 1' >project/mvnw; project/fundbell up | the build failed: no network
					chmod a-x project/mvnw; project/fundbell up | the build failed: project/fundbell: line
					""")
	void saysInOneSentenceWhyItCannotStart(String command, String sentence) throws Exception {
		assertThat(run(command).replaceFirst("(?m)^  Build .*\n", "")).startsWith("fundbell: ")
			.contains(sentence)
			.hasLineCount(1);
	}

	@ParameterizedTest
	@CsvSource({ "fundbell-local-0.9.0.jar, project/.fundbell, '', 1",
			"fundbell-local-0.9.0.jar, state, --directory=state, 1",
			"fundbell-local-0.9.0.jar, state, --directory state, 1", "fundbell-local-0.9.0.jar, state, '', 2",
			"another-program, project/.fundbell, '', 2" })
	void doesNotBuildWhileTheSystemRuns(String program, String state, String option, int builds) throws Exception {
		run("project/fundbell up");
		age();
		run("""
				(exec -a %1$s tail -f /dev/null) &
				until { tr '\\0' ' ' </proc/$!/cmdline || ps -o args= -p $!; } 2>/dev/null | grep -q %1$s; do :; done
				mkdir -p %2$s/run
				echo "$! 1" >%2$s/run/fundbell.pid
				project/fundbell up %3$s
				kill $!
				""".formatted(program, state, option));
		assertThat(builds()).hasSize(builds);
	}

	@Test
	void waitsForAnotherBuildAndDoesNotRepeatIt() throws Exception {
		assumeTrue(run("type flock").contains(" is "), "flock is not everywhere");
		program(this.directory.resolve("bin/flock"), "#!/bin/bash\ntouch waits\nPATH=${PATH#*:}\nexec flock \"$@\"\n");
		run("""
				mkdir -p project/dataflow/local/target
				exec 3>project/dataflow/local/target/built.lock
				flock 3
				(PATH=$PWD/bin:$PATH exec project/fundbell up 3>&-) &
				until [[ -e waits || -e project/builds ]]; do :; done
				cd project && ./mvnw of another && touch dataflow/local/target/built
				exec 3>&-
				wait
				""");
		assertThat(builds()).containsExactly("of another");
	}

	/** Makes all sources younger than the last build. */
	private void age() throws IOException {
		Files.setLastModifiedTime(this.project.resolve("dataflow/local/target/built"), FileTime.fromMillis(0));
	}

	private List<String> builds() throws IOException {
		return Files.readAllLines(this.project.resolve("builds"));
	}

	/** Runs commands in the directory of the project, and returns all that they print. */
	private String run(String commands) throws IOException, InterruptedException {
		// In files, because this JVM's own locale may be ASCII.
		Path script = Files.writeString(this.directory.resolve("commands"), commands);
		Path output = this.directory.resolve("output");
		ProcessBuilder bash = new ProcessBuilder("bash", script.toString()).directory(this.directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile());
		bash.environment().keySet().removeIf((name) -> name.matches("LC_.*|CDPATH|FUNDBELL_.*|JAVA_.*"));
		bash.environment().put("JAVA_HOME", this.directory.resolve("jdk").toString());
		bash.start().waitFor();
		return Files.readString(output);
	}

	private static void program(Path file, String text) throws IOException {
		Files.createDirectories(file.getParent());
		Files.writeString(file, text);
		assertThat(file.toFile().setExecutable(true)).isTrue();
	}

}
