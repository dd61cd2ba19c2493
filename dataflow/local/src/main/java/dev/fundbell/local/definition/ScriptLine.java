package dev.fundbell.local.definition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.fundbell.servers.LocalServerException;

/**
 * Command in a line of a Data Flow shell script.
 *
 * @param verb the command's words, such as {@code app register}
 * @param options the options by name, without the dashes
 * @param source the file and the line's number, for messages
 */
record ScriptLine(String verb, Map<String, String> options, String source) {

	private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

	static ScriptLine parse(String line, String source) {
		List<String> verb = new ArrayList<>();
		Map<String, String> options = new LinkedHashMap<>();
		String option = "";
		Matcher matcher = WORD.matcher(line);
		while (matcher.find()) {
			if (matcher.group().startsWith("--")) {
				option = matcher.group().substring(2);
				options.put(option, "");
			}
			else if (option.isEmpty()) {
				verb.add(matcher.group());
			}
			else {
				options.put(option, unquoted(matcher));
			}
		}
		return new ScriptLine(String.join(" ", verb), options, source);
	}

	/** The same command with each option's value changed. */
	ScriptLine withOptions(UnaryOperator<String> change) {
		Map<String, String> changed = new LinkedHashMap<>(this.options);
		changed.replaceAll((option, value) -> change.apply(value));
		return new ScriptLine(this.verb, changed, this.source);
	}

	private static String unquoted(Matcher word) {
		for (int group = 1; group <= word.groupCount(); group++) {
			if (word.group(group) != null) {
				return word.group(group);
			}
		}
		return word.group();
	}

	/**
	 * The value of an option.
	 * @throws LocalServerException if the line does not have the option
	 */
	String option(String name) {
		String value = this.options.get(name);
		if (value == null) {
			throw new LocalServerException("%s: `%s` needs --%s".formatted(this.source, this.verb, name));
		}
		return value;
	}

}
