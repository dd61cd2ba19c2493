package dev.fundbell.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command of a document, in a block of code or in backquotes.
 *
 * @param document where it stands
 * @param program its first word
 * @param arguments the words behind it, as a shell splits them, up to the first that is a
 * placeholder
 * @param whole whether there is no placeholder
 */
record DocumentedCommand(String document, String program, List<String> arguments, boolean whole) {

	private static final Pattern PROGRAM = Pattern.compile("(?<![\\w/.-])(\\./fundbell|\\./mvnw"
			+ "|java -jar \\S*(?:fundbell-local|benchmarks)-[\\w.]+\\.jar|(?:\\./)?(?:benchmarks|end-to-end-tests)/[\\w./-]+|\\.ci/run)(?= |$)(.*)");

	/** A comment, the next column, or the next command. */
	private static final Pattern REST = Pattern.compile("(  | #| && | \\\\| > | \\||[;,)]( |$)).*");

	private static final Pattern WORD = Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+");

	private static final Predicate<String> PLACEHOLDER = Pattern.compile("[<>\\[\\]…|]|\\.\\.\\.").asPredicate();

	static List<DocumentedCommand> of(MarkdownFile document) {
		Stream<String> blocks = document.blocks().stream().flatMap((block) -> joined(block.lines()).stream());
		return Stream.concat(blocks, document.inlineCode().stream())
			.map(PROGRAM::matcher)
			.filter(Matcher::find)
			.map((found) -> of(document.toString(), found))
			.toList();
	}

	/** A line that ends with a backslash goes on in the next one. */
	private static List<String> joined(List<String> lines) {
		return List.of(String.join("\n", lines).replaceAll("\\\\\n\\s*", "").split("\n"));
	}

	private static DocumentedCommand of(String document, Matcher found) {
		List<String> words = new ArrayList<>();
		WORD.matcher(REST.matcher(found.group(2)).replaceFirst(""))
			.results()
			.forEach((word) -> words.add(word.group().replaceAll("[\"']", "")));
		int placeholder = 0;
		while (placeholder < words.size() && !PLACEHOLDER.test(words.get(placeholder))) {
			placeholder++;
		}
		return new DocumentedCommand(document, found.group(1), List.copyOf(words.subList(0, placeholder)),
				placeholder == words.size());
	}

	@Override
	public String toString() {
		return this.document + ": " + this.program + " " + String.join(" ", this.arguments);
	}

}
