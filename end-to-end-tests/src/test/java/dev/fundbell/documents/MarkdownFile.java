package dev.fundbell.documents;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Markdown file: its links, its headings as GitHub's anchors, its code.
 *
 * @param path where it is
 * @param text the whole of it
 */
record MarkdownFile(Path path, String text) {

	private static final Pattern LINK = Pattern.compile("]\\(<?([^)\\s>]+)>?(?: \"[^\"]*\")?\\)");

	private static final Pattern INLINE_CODE = Pattern.compile("`([^`\n]+)`");

	private static final Pattern HEADING = Pattern.compile("#{1,6} +(.+?)(?: +#+)?");

	private static final Pattern FENCE = Pattern.compile(" *(```|~~~)(\\w*).*");

	private static final String INDENTED = "    ";

	/** A block of code, with its language where it is fenced and names one. */
	record Block(String language, List<String> lines) {
	}

	List<String> links() {
		return prose().stream().flatMap((line) -> groups(LINK, line.replaceAll(INLINE_CODE.pattern(), ""))).toList();
	}

	List<String> inlineCode() {
		return prose().stream().flatMap((line) -> groups(INLINE_CODE, line)).toList();
	}

	Set<String> anchors() {
		Set<String> anchors = new HashSet<>();
		prose().stream().map(HEADING::matcher).filter(Matcher::matches).forEach((heading) -> {
			String anchor = anchor(heading.group(1));
			for (int number = 1; !anchors.add(anchor); number++) {
				anchor = anchor(heading.group(1)) + "-" + number;
			}
		});
		return anchors;
	}

	List<Block> blocks() {
		List<Block> blocks = new ArrayList<>();
		split((line) -> {
		}, blocks);
		return blocks;
	}

	/** The lines that are not code. */
	List<String> prose() {
		List<String> prose = new ArrayList<>();
		split(prose::add, new ArrayList<>());
		return prose;
	}

	/** Code is fenced, or indented by four spaces behind an empty line or a heading. */
	private void split(Consumer<String> prose, List<Block> blocks) {
		String fence = null;
		boolean indented = false;
		boolean afterEmpty = true;
		for (String line : (Iterable<String>) this.text.lines()::iterator) {
			Matcher fenced = FENCE.matcher(line);
			if (fence != null) {
				if (line.strip().equals(fence)) {
					fence = null;
				}
				else {
					last(blocks).lines().add(line);
				}
			}
			else if (fenced.matches()) {
				fence = fenced.group(1);
				blocks.add(new Block(fenced.group(2), new ArrayList<>()));
			}
			else if (line.startsWith(INDENTED) && (indented || afterEmpty)) {
				if (!indented) {
					blocks.add(new Block("", new ArrayList<>()));
				}
				indented = true;
				last(blocks).lines().add(line);
			}
			else {
				indented = false;
				prose.accept(line);
			}
			afterEmpty = line.isBlank() || line.startsWith("#");
		}
	}

	private static Block last(List<Block> blocks) {
		return blocks.get(blocks.size() - 1);
	}

	private static Stream<String> groups(Pattern pattern, String line) {
		return pattern.matcher(line).results().map((found) -> found.group(1));
	}

	private static String anchor(String heading) {
		return heading.replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
			.toLowerCase(Locale.ROOT)
			.replaceAll("[^\\p{L}\\p{N}\\- _]", "")
			.replace(' ', '-');
	}

	@Override
	public String toString() {
		return Project.ROOT.relativize(this.path).toString();
	}

}
