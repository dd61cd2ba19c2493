package dev.fundbell.local.definition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.fundbell.servers.LocalServerException;

/**
 * Parser of scripts of Data Flow shell commands. A script has one command per line and
 * placeholders such as {@code ${SINK_PORT}}.
 */
final class ShellScript {

	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");

	private ShellScript() {
	}

	static List<ScriptLine> read(Path file, Map<String, String> values) {
		List<ScriptLine> commands = new ArrayList<>();
		List<String> lines = resolved(file, values).lines().toList();
		for (int number = 1; number <= lines.size(); number++) {
			String line = lines.get(number - 1).strip();
			if (!line.isEmpty() && !line.startsWith("#")) {
				commands.add(ScriptLine.parse(line, file + " line " + number));
			}
		}
		return commands;
	}

	/**
	 * The text of a file with the placeholders replaced by their values.
	 * @throws LocalServerException if a placeholder has no value, or the file cannot be
	 * read
	 */
	static String resolved(Path file, Map<String, String> values) {
		try {
			return PLACEHOLDER.matcher(Files.readString(file)).replaceAll((match) -> {
				String value = values.get(match.group(1));
				if (value == null) {
					throw new LocalServerException("%s: nothing is known for %s".formatted(file, match.group()));
				}
				return Matcher.quoteReplacement(value);
			});
		}
		catch (IOException ex) {
			throw new LocalServerException("The definitions cannot be read: " + ex, ex);
		}
	}

}
