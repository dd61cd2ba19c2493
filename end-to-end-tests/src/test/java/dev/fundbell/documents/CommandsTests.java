package dev.fundbell.documents;

import java.net.MalformedURLException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The rule that commands in documents can be run as they stand: subcommands and options
 * are those that the programs know, and Maven's profiles, modules and test classes exist.
 */
class CommandsTests {

	/** Arguments of every task, beside the options of the metadata. */
	private static final Set<String> ARGUMENTS = Set.of("dry-run", "partition", "partitions", "user");

	private static final Set<String> GOALS = Set.of("verify", "test", "compile", "package", "install", "clean",
			"test-compile", "deploy", "spring-javaformat:apply");

	private final Options options = Options.read();

	@Test
	void fundbellKnowsEachOfItsCommands() throws ReflectiveOperationException, MalformedURLException {
		CommandLine fundbell = Programs.fundbell();
		assertThat(faults("(\\./fundbell|java -jar \\S*fundbell-local\\S*)", (line) -> fault(fundbell, line)))
			.isEmpty();
	}

	@Test
	void benchmarksKnowEachOfTheirCommands() throws ReflectiveOperationException, MalformedURLException {
		assumeThat(Programs.hasBenchmarks()).as("benchmarks were compiled, as the whole build does").isTrue();
		CommandLine benchmarks = Programs.benchmarks();
		assertThat(faults("((\\./)?benchmarks/run|java -jar \\S*benchmarks-\\S*)",
				(line) -> isAmongTests(line) ? Optional.empty() : fault(benchmarks, line)))
			.isEmpty();
	}

	/** Tells whether the script runs a benchmark as a test of another module. */
	private static boolean isAmongTests(DocumentedCommand line) {
		String script = Project.read(Project.ROOT.resolve("benchmarks/run"));
		return !line.arguments().isEmpty() && script.contains("\n  " + line.arguments().get(0) + ")");
	}

	@Test
	void mavenFindsWhatItsCommandsName() {
		assertThat(faults("\\./mvnw", CommandsTests::mavenFault)).isEmpty();
	}

	@Test
	void scriptsExist() {
		assertThat(faults("(\\./)?(benchmarks|end-to-end-tests)/[^.]*|\\.ci/run", (line) -> {
			boolean runs = Files.isExecutable(Project.ROOT.resolve(line.program()).normalize());
			return runs ? Optional.empty() : Optional.of(line.toString());
		})).isEmpty();
	}

	@Test
	void aWrongCommandIsFound() throws ReflectiveOperationException, MalformedURLException {
		CommandLine fundbell = Programs.fundbell();
		assertThat(fault(fundbell, line("./fundbell schedule halt"))).isPresent();
		assertThat(fault(fundbell, line("./fundbell up --ports=1"))).isPresent();
		assertThat(fault(fundbell, line("./fundbell launch coupon-expiry-task --lead-day=3"))).isPresent();
		assertThat(fault(fundbell, line("./fundbell launch coupon-expiry-task --lead-days=3  # soon"))).isEmpty();
		assertThat(mavenFault(line("./mvnw verify -pl streams/sse -Dit.test=ReplayIT"))).isPresent();
		assertThat(mavenFault(line("./mvnw verify -Dit.test=NoSuchIT"))).isPresent();
		assertThat(mavenFault(line("./mvnw verify -Pimage"))).isPresent();
	}

	private static DocumentedCommand line(String text) {
		return DocumentedCommand.of(new MarkdownFile(Project.ROOT.resolve("README.md"), "`" + text + "`")).get(0);
	}

	private static List<String> faults(String program, Function<DocumentedCommand, Optional<String>> fault) {
		List<DocumentedCommand> lines = Project.documents()
			.stream()
			.flatMap((document) -> DocumentedCommand.of(document).stream())
			.filter((line) -> line.program().matches(program))
			.toList();
		assertThat(lines).isNotEmpty();
		return lines.stream().flatMap((line) -> fault.apply(line).stream()).toList();
	}

	/**
	 * Required words may be missing, as in a sentence about a command; a task's arguments
	 * have to be options.
	 */
	private Optional<String> fault(CommandLine program, DocumentedCommand line) {
		try {
			program.parseArgs(line.arguments().toArray(String[]::new));
			return taskFault(line);
		}
		catch (MissingParameterException ex) {
			return Optional.empty();
		}
		catch (ParameterException ex) {
			return Optional.of(line + ": " + ex.getMessage());
		}
	}

	private Optional<String> taskFault(DocumentedCommand line) {
		List<String> words = line.arguments();
		boolean launch = words.size() > 1 && words.get(0).equals("launch") && !words.get(1).equals("thank-you-task");
		if (!launch) {
			return Optional.empty();
		}
		String task = words.stream().skip(1).filter((word) -> !word.startsWith("-")).findFirst().orElse("");
		boolean known = Files.exists(Project.ROOT.resolve("tasks").resolve(task).resolve("pom.xml"))
				&& words.stream().skip(1).filter((word) -> word.startsWith("--")).allMatch(this::isArgument);
		return known ? Optional.empty() : Optional.of(line.toString());
	}

	private boolean isArgument(String word) {
		String name = word.substring(2).replaceAll("=.*", "");
		return ARGUMENTS.contains(name) || this.options.knows(name);
	}

	private static Optional<String> mavenFault(DocumentedCommand line) {
		List<String> words = line.arguments();
		for (int i = 0; i < words.size(); i++) {
			String word = words.get(i);
			String before = (i > 0) ? words.get(i - 1) : "";
			if (before.equals("-pl") ? !areModules(word) : !isKnownToMaven(word)) {
				return Optional.of(line + ": " + word);
			}
		}
		return Optional.empty();
	}

	private static boolean areModules(String list) {
		return List.of(list.split(","))
			.stream()
			.allMatch((module) -> Files.exists(Project.ROOT.resolve(module).resolve("pom.xml")));
	}

	private static boolean isKnownToMaven(String word) {
		if (word.startsWith("-P")) {
			return Project.files("pom.xml")
				.stream()
				.anyMatch((pom) -> hasProfile(Project.read(pom), word.substring(2)));
		}
		if (word.matches("-D(it\\.)?test=.*")) {
			return List.of(word.substring(word.indexOf('=') + 1).split(","))
				.stream()
				.allMatch((test) -> Project.hasType(test.replaceAll("#.*", "")));
		}
		return word.startsWith("-") || GOALS.contains(word);
	}

	private static boolean hasProfile(String pom, String name) {
		return Pattern.compile("<profile>(?:\\s|<!--.*?-->)*<id>" + name + "</id>").matcher(pom).find();
	}

}
