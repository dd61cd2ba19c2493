package dev.fundbell.dataflow.server.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.fundbell.dataflow.server.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/**
 * Tokenizer of a line of command line arguments, by the rules of a POSIX shell: blanks
 * and line breaks separate arguments, quotes and backslashes keep them in one. Nothing is
 * expanded, so that a dollar sign or a star is itself. Data Flow's own parser drops words
 * without an equals sign, and keeps the quotes of the others.
 */
public final class ArgumentLine {

	/** The length of the column in which each task stores its arguments. */
	static final int LONGEST_ARGUMENT = 2500;

	private static final String ESCAPABLE_IN_QUOTES = "\\\"$`\n";

	private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}@%+=:,./_-]+");

	private final String line;

	private final List<String> arguments = new ArrayList<>();

	private final StringBuilder argument = new StringBuilder();

	private boolean begun;

	private int position;

	private ArgumentLine(String line) {
		this.line = line;
	}

	/**
	 * Splits a line.
	 * @param line the line; null is an empty one
	 * @return the arguments as a shell would pass them
	 * @throws InvalidRequestException with a sentence if a quote is not closed, or an
	 * argument is one that no task could get
	 */
	public static List<String> parse(@Nullable String line) {
		List<String> arguments = (line != null) ? new ArgumentLine(line).split() : List.of();
		arguments.forEach(ArgumentLine::check);
		return arguments;
	}

	/** Writes arguments as a line that {@link #parse} splits into the same arguments. */
	public static String of(List<String> arguments) {
		return arguments.stream().map(ArgumentLine::quoted).collect(Collectors.joining(" "));
	}

	private static String quoted(String argument) {
		return PLAIN.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
	}

	private List<String> split() {
		while (this.position < this.line.length()) {
			char sign = next();
			if (sign == '\'' || sign == '"') {
				readQuoted(sign);
			}
			else if (sign == '\\') {
				readEscaped();
			}
			else if (" \t\n\r".indexOf(sign) >= 0) {
				end();
			}
			else {
				append(sign);
			}
		}
		end();
		return List.copyOf(this.arguments);
	}

	private void readQuoted(char quote) {
		int start = this.position;
		this.begun = true;
		while (this.position < this.line.length()) {
			char sign = next();
			if (sign == quote) {
				return;
			}
			boolean escapes = sign == '\\' && quote == '"' && this.position < this.line.length()
					&& ESCAPABLE_IN_QUOTES.indexOf(this.line.charAt(this.position)) >= 0;
			if (escapes) {
				readEscaped();
			}
			else {
				append(sign);
			}
		}
		throw new InvalidRequestException(
				"The quote " + quote + " is not closed in the arguments, before '" + excerpt(this.line.substring(start))
						+ "': a quote that belongs to an argument is written \\" + quote + ".");
	}

	// A line break behind a backslash is no part of the line, as in a shell.
	private void readEscaped() {
		if (this.position == this.line.length()) {
			throw new InvalidRequestException(
					"The arguments end in a backslash: one that belongs to an argument is written twice.");
		}
		char sign = next();
		if (sign != '\n') {
			append(sign);
		}
	}

	private char next() {
		return this.line.charAt(this.position++);
	}

	private void append(char sign) {
		this.begun = true;
		this.argument.append(sign);
	}

	private void end() {
		if (this.begun) {
			this.arguments.add(this.argument.toString());
		}
		this.argument.setLength(0);
		this.begun = false;
	}

	private static void check(String argument) {
		if (argument.startsWith("=")) {
			throw new InvalidRequestException("The argument '" + excerpt(argument)
					+ "' begins with an equals sign: write --name=value without blanks around it.");
		}
		if (argument.indexOf('\0') >= 0) {
			throw new InvalidRequestException("An argument contains a zero character, which no process can be given.");
		}
		if (argument.codePointCount(0, argument.length()) > LONGEST_ARGUMENT) {
			throw new InvalidRequestException("The argument '" + excerpt(argument) + "' has more than "
					+ LONGEST_ARGUMENT + " letters, which is the most that a task can store.");
		}
	}

	private static String excerpt(String text) {
		return (text.codePointCount(0, text.length()) <= 40) ? text
				: text.substring(0, text.offsetByCodePoints(0, 40)) + "…";
	}

}
