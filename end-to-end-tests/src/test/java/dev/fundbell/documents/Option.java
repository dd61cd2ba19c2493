package dev.fundbell.documents;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An option, as a row of docs/configuration.md. Its columns are taken from the sentences
 * of its description: "0 …" says what 0 means, "Unit: …" the unit of a number, and one
 * that begins with "Raise", "Lower", "Set" or "Change" when to change it.
 *
 * @param name the whole name; a name that the user gives is in capitals
 * @param type the Java type
 * @param defaultValue the default; empty where there is none
 * @param sentences the description
 */
record Option(String name, String type, String defaultValue, List<String> sentences) {

	private static final Pattern END_OF_SENTENCE = Pattern.compile("(?<=[.])\\s+(?=[A-Z0-9])");

	private static final Predicate<String> ZERO = Pattern.compile("0 .*").asMatchPredicate();

	private static final Predicate<String> UNIT = Pattern.compile("Unit: .*").asMatchPredicate();

	private static final Predicate<String> CHANGE = Pattern.compile("(Raise|Lower|Set|Change) .*").asMatchPredicate();

	private static final Predicate<String> LEAST = Pattern
		.compile(".*\\b(At least|More than|From \\d|\\d+ to \\d+|No less than)\\b.*")
		.asMatchPredicate();

	private static final Map<String, String> UNITS = Map.ofEntries(Map.entry("Duration", "time, such as `30s`"),
			Map.entry("DataSize", "size, such as `64KB`"), Map.entry("LocalTime", "time of day"),
			Map.entry("ZoneId", "time zone"), Map.entry("Path", "file"), Map.entry("URI", "URL"),
			Map.entry("List", "list"), Map.entry("Map", "map"), Map.entry("Set", "list"),
			Map.entry("Boolean", "true or false"), Map.entry("boolean", "true or false"));

	static Option of(String name, String type, String defaultValue, String description) {
		String text = description.replaceAll("\\{@code (\\{\\{\\w+}}|[^}]*)}", "`$1`")
			.replaceAll("</?code>", "`")
			.replaceAll("\\s+", " ")
			.strip();
		return new Option(name, type, defaultValue,
				text.isEmpty() ? List.of() : Arrays.asList(END_OF_SENTENCE.split(text)));
	}

	String row() {
		return "| " + String
			.join(" | ", "`" + this.name + "`", this.defaultValue.isEmpty() ? "none" : "`" + this.defaultValue + "`",
					unit(), zero(), meaning(), change())
			.replace("\\|", "|") + " |";
	}

	String unit() {
		String unit = pick(UNIT);
		return unit.isEmpty() ? UNITS.getOrDefault(simpleType(), "text")
				: unit.substring("Unit: ".length(), unit.length() - 1);
	}

	/** The meaning of 0; "not allowed" where there is a minimum. */
	String zero() {
		String zero = pick(ZERO);
		if (!zero.isEmpty()) {
			return zero.substring(2, zero.length() - 1);
		}
		return isQuantity() ? (this.sentences.stream().anyMatch(LEAST) ? "not allowed" : "") : "–";
	}

	String meaning() {
		return pick(ZERO.or(UNIT).or(CHANGE).negate());
	}

	String change() {
		String change = pick(CHANGE);
		return change.isEmpty() ? "–" : change;
	}

	/** A number, a time or a size: 0 and the unit need a word. */
	boolean isQuantity() {
		return isNumber() || List.of("Duration", "DataSize").contains(simpleType()) || !pick(UNIT).isEmpty();
	}

	boolean isNumber() {
		return List.of("Integer", "Long", "int", "long").contains(simpleType());
	}

	private String simpleType() {
		return this.type.replaceAll("<.*", "").replaceAll(".*[.$]", "");
	}

	private String pick(Predicate<String> which) {
		return this.sentences.stream().filter(which).collect(Collectors.joining(" "));
	}

}
