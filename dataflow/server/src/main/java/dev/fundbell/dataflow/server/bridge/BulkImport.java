package dev.fundbell.dataflow.server.bridge;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Editor of the properties file of a bulk import, which has {@code task.name=uri} lines
 * and may have a {@code task.name.bootVersion=3} for each.
 */
final class BulkImport {

	private static final Pattern APP = Pattern.compile("\\s*(\\w+\\.[^.=\\s]+)\\s*=\\s*(\\S+)\\s*");

	private BulkImport() {
	}

	/** Adds a line with the boot version behind each app that has none. */
	static String withBootVersions(String properties) {
		List<String> lines = properties.lines().collect(Collectors.toList());
		return lines.stream()
			.map((line) -> withBootVersion(line, properties))
			.collect(Collectors.joining("\n", "", "\n"));
	}

	private static String withBootVersion(String line, String properties) {
		Matcher app = APP.matcher(line);
		if (!app.matches()) {
			return line;
		}
		AppUris.validate(app.group(2), null);
		String key = app.group(1) + ".bootVersion";
		boolean says = properties.lines().anyMatch((other) -> other.strip().startsWith(key));
		return says ? line : line + "\n" + key + "=" + BootVersion.of(app.group(2));
	}

}
