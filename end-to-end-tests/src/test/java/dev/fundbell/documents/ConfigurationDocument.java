package dev.fundbell.documents;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The text of docs/configuration.md: what is written by hand, then a table per module.
 */
final class ConfigurationDocument {

	static final Path FILE = Project.ROOT.resolve("docs/configuration.md");

	private static final String GENERATED = "<!-- From here on generated from the configuration metadata. -->";

	private static final Pattern DESCRIPTION = Pattern.compile("<description>([^<]*)</description>");

	private ConfigurationDocument() {
	}

	/** The text that the file has to have; what is above its mark stays. */
	static String text(Options options) {
		String present = Project.read(FILE);
		String byHand = present.substring(0, present.indexOf(GENERATED));
		return byHand + GENERATED + "\n"
				+ options.byModule()
					.entrySet()
					.stream()
					.map((module) -> section(module.getKey(), module.getValue()))
					.collect(Collectors.joining());
	}

	private static String section(String module, List<Option> options) {
		Path folder = Project.ROOT.resolve(module);
		return """

				## %s
				%s [README](%s)

				| option | default | unit | 0 means | meaning | when to change |
				|---|---|---|---|---|---|
				%s
				""".formatted(module, description(folder.resolve("pom.xml")), "../" + module + "/README.md",
				options.stream().map(Option::row).collect(Collectors.joining("\n")));
	}

	private static String description(Path pom) {
		Matcher description = DESCRIPTION.matcher(Project.read(pom));
		return description.find() ? description.group(1) + "." : "";
	}

}
