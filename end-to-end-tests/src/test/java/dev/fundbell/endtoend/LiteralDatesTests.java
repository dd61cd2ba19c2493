package dev.fundbell.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule that a test passes on every day: where parts run by the system's clock, as
 * real processes do, dates come from {@code Today}. A literal date is for tests that fix
 * the clock of all that takes part, or hand the instants over themselves.
 */
class LiteralDatesTests {

	private static final Predicate<String> LITERAL_DATE = Pattern
		.compile("\\b20\\d\\d-\\d\\d|\\b(?:of|atYear)\\(20\\d\\d\\b")
		.asPredicate();

	private static final Predicate<String> FIXES_THE_CLOCK = Pattern.compile("SettableClock|Clock\\.fixed")
		.asPredicate();

	/** Folders of what is built, in which other modules may be at work. */
	private static final Set<String> BUILT = Set.of("target", "node_modules", ".git");

	private static final Pattern BASE_CLASS = Pattern.compile("class \\w+ extends (\\w+)");

	/** Files with literal dates on the system's clock, and why they pass on every day. */
	private static final Map<String, String> HARMLESS = Map.ofEntries(
			entry("Rows.java", "when rows were created: long ago on every day, and no part reads it"),
			entry("ServiceDatabaseIT.java", "stores instants and reads them again"),
			entry("ParticipationsIT.java", "hands over the instant that is now"),
			entry("DeliveriesIT.java", "hands over the instant that is now"),
			entry("RecordedLaunches.java", "stands in for Data Flow: nothing compares its start time with a clock"),
			entry("AdoptedRunIT.java", "the start of a process that is long gone"));

	@Test
	void testsOnTheSystemsClockHoldNoLiteralDate() throws IOException {
		Map<String, String> found = literalDates();
		found.keySet().removeAll(HARMLESS.keySet());
		assertThat(found).as("literal dates in tests on the system's clock: use dev.fundbell.test.Today").isEmpty();
	}

	@Test
	void exceptionsAreStillThere() throws IOException {
		assertThat(literalDates().keySet()).containsAll(HARMLESS.keySet());
	}

	/**
	 * The first line with a literal date of each file that runs by the system's clock.
	 */
	private static Map<String, String> literalDates() throws IOException {
		Map<String, String> found = new TreeMap<>();
		List<Path> sources = sources();
		for (Path source : sources) {
			firstLiteralDate(source, sources).ifPresent((line) -> found.put(source.getFileName().toString(), line));
		}
		assertThat(found).as("files that were searched").isNotEmpty();
		return found;
	}

	private static List<Path> sources() throws IOException {
		List<Path> sources = new ArrayList<>();
		Files.walkFileTree(Jars.PROJECT, new SimpleFileVisitor<>() {

			@Override
			public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
				return BUILT.contains(directory.getFileName().toString()) ? FileVisitResult.SKIP_SUBTREE
						: FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
				if (mayRunParts(file)) {
					sources.add(file);
				}
				return FileVisitResult.CONTINUE;
			}

		});
		return sources;
	}

	/**
	 * Tests against servers, and what they share; unit tests are told what time it is.
	 */
	private static boolean mayRunParts(Path file) {
		String path = file.toString().replace('\\', '/');
		boolean test = path.contains("/src/test/java/") || path.contains("test-support/src/main/java/");
		boolean unitTest = path.endsWith("Tests.java") && !path.contains("/end-to-end-tests/");
		return test && path.endsWith(".java") && !unitTest;
	}

	private static Optional<String> firstLiteralDate(Path source, List<Path> sources) {
		String text = read(source);
		return fixesTheClock(source, text, sources) ? Optional.empty() : text.lines().filter(LITERAL_DATE).findFirst();
	}

	/** By itself, or by its base class: beside it, or else in another module. */
	private static boolean fixesTheClock(Path source, String text, List<Path> sources) {
		if (FIXES_THE_CLOCK.test(text)) {
			return true;
		}
		Matcher base = BASE_CLASS.matcher(text);
		if (!base.find()) {
			return false;
		}
		Path file = Path.of(base.group(1) + ".java");
		Path beside = source.resolveSibling(file);
		return (Files.exists(beside) ? Stream.of(beside) : sources.stream().filter((each) -> each.endsWith(file)))
			.anyMatch((each) -> FIXES_THE_CLOCK.test(read(each)));
	}

	private static String read(Path source) {
		try {
			return Files.readString(source);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
