package dev.fundbell.local.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.fundbell.local.definition.App;
import dev.fundbell.local.definition.DefinitionScripts;
import dev.fundbell.local.system.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;

class FundbellTests {

	private final StringWriter out = new StringWriter();

	private final StringWriter err = new StringWriter();

	@TempDir
	Path home;

	@Test
	void explainsEveryCommand() {
		assertThat(run("--help")).isZero();
		assertThat(this.out.toString()).contains("up ", "down ", "status ", "launch ", "shell ", "logs ",
				"compose-env ", "reset ");
	}

	@Test
	void tellsItsVersion() {
		assertThat(run("--version")).isZero();
		assertThat(this.out.toString()).isEqualTo("fundbell " + Version.number() + System.lineSeparator());
	}

	@Test
	void refusesAnOptionThatItDoesNotKnow() {
		assertThat(run("up", "--colour")).isEqualTo(2);
		assertThat(this.err.toString()).contains("Unknown option: '--colour'");
	}

	@Test
	void leavesWhatFollowsATaskToTheTask() {
		CommandLine.ParseResult parsed = Fundbell.commandLine()
			.parseArgs("launch", "--home=/project", "coupon-expiry-task", "--run-date=2026-11-23", "--help");

		assertThat(parsed.subcommand()
			.matchedPositionals()
			.stream()
			.flatMap((positional) -> positional.stringValues().stream()))
			.contains("coupon-expiry-task", "--run-date=2026-11-23", "--help");
		assertThat(parsed.subcommand().isUsageHelpRequested()).isFalse();
	}

	@Test
	void saysWhichJarIsNotBuilt() {
		assertThat(run("up", "--home=" + this.home)).isEqualTo(1);
		assertThat(this.err.toString()).startsWith("fundbell: ")
			.contains("dataflow-server-" + Version.number() + ".jar is not built")
			.hasLineCount(1);
	}

	@Test
	void namesAPortInUseAndTheOptionForAnotherBeforeItStartsAnything() throws Exception {
		pretendToBeBuilt();
		try (ServerSocket other = new ServerSocket(0)) {
			assertThat(run("up", "--home=" + this.home, "--mariadb-port=0", "--kafka-port=" + other.getLocalPort()))
				.isEqualTo(1);

			assertThat(this.err.toString()).isEqualTo(
					"fundbell: Port %d is in use: Kafka cannot listen on it. Stop the program that uses it, or choose another port with --kafka-port.%n",
					other.getLocalPort());
		}
		assertThat(this.home.resolve(".fundbell")).isEmptyDirectory();
	}

	@Test
	void loadsDemoDataOnlyWhereItIsToldTo() {
		for (String[] words : new String[][] { { "--demo", "true" }, { "--demo=true", "true" },
				{ "--demo=false", "false" } }) {
			CommandLine.ParseResult define = Fundbell.commandLine()
				.parseArgs("define", "--server=http://127.0.0.1:1", words[0], "--watch")
				.subcommand();
			assertThat(define.matchedOption("--demo").<Boolean>getValue()).isEqualTo(Boolean.valueOf(words[1]));
		}
		CommandLine.ParseResult define = Fundbell.commandLine()
			.parseArgs("define", "--server=http://127.0.0.1:1")
			.subcommand();
		assertThat(define.commandSpec().findOption("--demo").<Boolean>getValue()).isFalse();
	}

	@Test
	void writesTheSecretsOfTheComposeFileOnce() {
		assertThat(run("compose-env", "--home=" + this.home)).isZero();
		assertThat(this.home.resolve(".env")).content().contains("OPERATOR_PASSWORD=");
		String secrets = contentOf(this.home.resolve(".env").toFile());

		assertThat(run("compose-env", "--home=" + this.home)).isEqualTo(1);

		assertThat(this.err.toString()).contains("exists and stays as it is").hasLineCount(1);
		assertThat(this.home.resolve(".env")).hasContent(secrets);
	}

	@Test
	void saysThatNothingRuns() {
		for (String command : List.of("status", "launch", "shell")) {
			assertThat(command.equals("launch") ? run(command, "--home=" + this.home, "a-task")
					: run(command, "--home=" + this.home))
				.isEqualTo(1);
		}
		assertThat(this.err.toString().lines()).hasSize(3).allMatch((line) -> line.contains("Nothing runs in "));
	}

	@Test
	void saysWhatIsWrongWithTheNumberOfPartitions() {
		for (String number : List.of("--partitions=0", "--partitions=65", "--partitions=four", "--partitions=-1")) {
			assertThat(run("launch", "--home=" + this.home, "a-task", number)).isEqualTo(2);
		}
		assertThat(this.err.toString()).contains("--partitions is a whole number from 1 to 64, not '0'", "not '65'",
				"not 'four'", "not '-1'");

		assertThat(run("launch", "--home=" + this.home, "a-task", "--partitions", "4")).isEqualTo(2);
		assertThat(this.err.toString()).contains("into the same word: --partitions=4");

		assertThat(run("launch", "--home=" + this.home, "a-task", "--partitions=4", "--partition=1/4")).isEqualTo(2);
		assertThat(this.err.toString()).contains("give only one of the two");
	}

	@Test
	void takesTheNumberOfPartitionsBeforeTheTaskAndBehindIt() {
		assertThat(run("launch", "--home=" + this.home, "--partitions=4", "a-task")).isEqualTo(1);
		assertThat(run("launch", "--home=" + this.home, "a-task", "--partitions=4")).isEqualTo(1);

		assertThat(this.err.toString().lines()).hasSize(2).allMatch((line) -> line.contains("Nothing runs in "));
	}

	@Test
	void replacesTheOptionThatDetachesForTheProcessInTheBackground() {
		assertThat(UpCommand.withoutDetach(List.of("up", "-d", "--sink-port=1"))).containsExactly("up",
				"--in-background", "--sink-port=1");
	}

	private void pretendToBeBuilt() throws Exception {
		String version = Version.number();
		for (String jar : List.of("dataflow/server/target/dataflow-server-" + version,
				"dataflow/local/target/parts/skipper-server")) {
			createFile(this.home.resolve(jar + ".jar"));
		}
		Path scripts = Files.createDirectories(this.home.resolve("dataflow/definitions"));
		Files.copy(Path.of("../definitions", DefinitionScripts.APPS), scripts.resolve(DefinitionScripts.APPS));
		for (App app : new DefinitionScripts(scripts, DefinitionScripts.builtApps(this.home)).apps()) {
			createFile(Path.of(URI.create(app.uri())));
		}
	}

	private static void createFile(Path file) throws IOException {
		Files.createDirectories(file.getParent());
		Files.createFile(file);
	}

	private int run(String... arguments) {
		return Fundbell.commandLine()
			.setOut(new PrintWriter(this.out))
			.setErr(new PrintWriter(this.err))
			.execute(arguments);
	}

}
