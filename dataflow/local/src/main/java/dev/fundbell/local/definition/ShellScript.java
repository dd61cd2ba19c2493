package dev.fundbell.local.definition;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
		List<String> lines = text(file).lines().toList();
		for (int number = 1; number <= lines.size(); number++) {
			String line = lines.get(number - 1).strip();
			if (!line.isEmpty() && !line.startsWith("#")) {
				// Filled after the parsing: a path may have blanks and quotes.
				commands.add(ScriptLine.parse(line, file + " line " + number)
					.withOptions((option) -> filled(option, values, file)));
			}
		}
		return commands;
	}

	/**
	 * Reads a properties file whose values have placeholders, too.
	 * @throws LocalServerException if a placeholder has no value, or the file cannot be
	 * read
	 */
	static Map<String, String> readProperties(Path file, Map<String, String> values) {
		Properties properties = new Properties();
		try {
			properties.load(new StringReader(text(file)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		// Filled after the parsing: a path may have backslashes.
		return properties.stringPropertyNames()
			.stream()
			.collect(Collectors.toMap(Function.identity(),
					(name) -> filled(properties.getProperty(name), values, file)));
	}

	private static String filled(String text, Map<String, String> values, Path file) {
		return PLACEHOLDER.matcher(text).replaceAll((match) -> {
			String value = values.get(match.group(1));
			if (value == null) {
				throw new LocalServerException("%s: nothing is known for %s".formatted(file, match.group()));
			}
			return Matcher.quoteReplacement(value);
		});
	}

	private static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new LocalServerException("The definitions cannot be read: " + ex, ex);
		}
	}

}
