package dev.fundbell.dataflow.server.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.fundbell.dataflow.server.InvalidRequestException;

/**
 * Due dates in the arguments of a schedule, such as {@code --run-date={due:yyyy-MM-dd}}:
 * each run gets the date, in the schedule's zone, on which it was due, however late it is
 * launched.
 */
final class DueDates {

	private static final String BEGIN = "{due";

	private static final Pattern PLACEHOLDER = Pattern.compile("\\{due:([^{}]+)}");

	private DueDates() {
	}

	/**
	 * Returns the arguments with the due time in the places for it.
	 * @throws InvalidRequestException with a sentence if a place has no date pattern
	 */
	static List<String> resolve(List<String> arguments, Instant due, ZoneId zone) {
		ZonedDateTime time = due.atZone(zone);
		return arguments.stream().map((argument) -> resolve(argument, time)).collect(Collectors.toList());
	}

	private static String resolve(String argument, ZonedDateTime due) {
		if (PLACEHOLDER.matcher(argument).replaceAll("").contains(BEGIN)) {
			throw refusal(argument);
		}
		try {
			return PLACEHOLDER.matcher(argument)
				.replaceAll((place) -> Matcher
					.quoteReplacement(DateTimeFormatter.ofPattern(place.group(1), Locale.ROOT).format(due)));
		}
		catch (RuntimeException ex) {
			throw refusal(argument);
		}
	}

	private static InvalidRequestException refusal(String argument) {
		return new InvalidRequestException(
				"'" + argument + "' has no date pattern: the due date is written {due:yyyy-MM-dd}.");
	}

}
