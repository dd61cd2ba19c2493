package dev.fundbell.documents;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The rule that relative links in documents lead to files and headings that exist. */
class LinksTests {

	private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");

	@Test
	void leadToFilesAndHeadingsThatExist() {
		List<String> broken = new ArrayList<>();
		for (MarkdownFile document : Project.documents()) {
			document.links()
				.stream()
				.filter((link) -> !ELSEWHERE.matcher(link).matches())
				.flatMap((link) -> fault(document, link).stream())
				.forEach(broken::add);
		}
		assertThat(broken).isEmpty();
	}

	@Test
	void aBrokenLinkIsFound() {
		MarkdownFile document = new MarkdownFile(Project.ROOT.resolve("README.md"),
				"[a](docs/states.md#an-sms) [b](docs/none.md)\n[c](#none) [d](docs/states.md#none)\n\n# Head: `a`, b\n[e](#head-a-b)\n");

		assertThat(document.links().stream().flatMap((link) -> fault(document, link).stream())).containsExactly(
				"README.md: docs/none.md", "README.md: #none (no such heading)",
				"README.md: docs/states.md#none (no such heading)");
	}

	private static Optional<String> fault(MarkdownFile document, String link) {
		String[] parts = link.split("#", 2);
		Path target = parts[0].isEmpty() ? document.path() : document.path().resolveSibling(parts[0]).normalize();
		if (!Files.exists(target)) {
			return Optional.of(document + ": " + link);
		}
		if (parts.length == 1) {
			return Optional.empty();
		}
		MarkdownFile file = parts[0].isEmpty() ? document : new MarkdownFile(target, Project.read(target));
		return file.anchors().contains(parts[1]) ? Optional.empty()
				: Optional.of(document + ": " + link + " (no such heading)");
	}

}
