package dev.fundbell.documents;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule that a document says a thing once. Two versions of a sentence or of a row of a
 * table, such as a merge leaves, share most of their words.
 */
class RepetitionTests {

	private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+");

	/** Fewer words are often the same ones by chance. */
	private static final int LEAST_WORDS = 8;

	private static final double MOST_IN_COMMON = 0.7;

	/** Rows of figures, and of options of one kind. */
	private static final Set<String> SAME_BY_NATURE = Set.of("benchmarks/results.md", "docs/configuration.md");

	@Test
	void documentsSayAThingOnce() {
		assertThat(Project.documents().stream().filter(RepetitionTests::isProse).flatMap(RepetitionTests::repetitions))
			.isEmpty();
	}

	@Test
	void twoVersionsOfASentenceOrARowAreFound() {
		MarkdownFile document = new MarkdownFile(Path.of("..").toAbsolutePath().normalize().resolve("README.md"), """
				A run that was killed leaves chunks, which the next run publishes. The task never sends twice.
				A run that was killed leaves chunks; the next run publishes these.

				| who | what |
				|---|---|
				| a user who left | reads what came while the user was away, once |
				| a user who left | reads once what came while the user was away |
				""");

		assertThat(repetitions(document)).containsExactly(
				"README.md: A run that was killed leaves chunks; the next run " + "publishes these.",
				"README.md: | a user who left | reads once what came while the user was away |");
	}

	private static boolean isProse(MarkdownFile document) {
		return !SAME_BY_NATURE.contains(document.toString());
	}

	private static Stream<String> repetitions(MarkdownFile document) {
		List<Set<String>> before = new ArrayList<>();
		List<String> found = new ArrayList<>();
		for (String statement : statements(document)) {
			Set<String> words = WORD.matcher(statement.toLowerCase(Locale.ROOT))
				.results()
				.map(MatchResult::group)
				.collect(Collectors.toSet());
			if (words.size() >= LEAST_WORDS) {
				if (before.stream().anyMatch((each) -> inCommon(each, words) > MOST_IN_COMMON)) {
					found.add(document + ": " + statement);
				}
				before.add(words);
			}
		}
		return found.stream();
	}

	/** Sentences of paragraphs, and rows of tables. */
	private static List<String> statements(MarkdownFile document) {
		List<String> statements = new ArrayList<>();
		StringBuilder paragraph = new StringBuilder();
		for (String line : document.prose()) {
			if (line.isBlank() || line.startsWith("|") || line.startsWith("#")) {
				end(paragraph, statements);
			}
			if (line.startsWith("|")) {
				statements.add(line);
			}
			else if (!line.startsWith("#")) {
				paragraph.append(line.strip()).append(' ');
			}
		}
		end(paragraph, statements);
		return statements;
	}

	private static void end(StringBuilder paragraph, List<String> statements) {
		statements.addAll(List.of(paragraph.toString().strip().split("(?<=[.:?]) ")));
		paragraph.setLength(0);
	}

	private static double inCommon(Set<String> some, Set<String> others) {
		Set<String> all = new HashSet<>(some);
		all.addAll(others);
		Set<String> both = new HashSet<>(some);
		both.retainAll(others);
		return (double) both.size() / all.size();
	}

}
