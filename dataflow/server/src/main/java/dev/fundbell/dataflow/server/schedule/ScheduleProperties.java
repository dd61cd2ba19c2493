package dev.fundbell.dataflow.server.schedule;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.fundbell.dataflow.server.InvalidRequestException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;

/**
 * The properties of a schedule under their names in requests and answers:
 * {@code scheduler.cron.expression}, {@code scheduler.cron.time-zone},
 * {@code scheduler.overlap} and {@code scheduler.missed}. Other properties are the
 * launch's. Newer clients write {@code deployer.<app>.cron.expression} in place of
 * {@code scheduler.cron.expression}.
 */
final class ScheduleProperties {

	private static final String PREFIX = "scheduler.";

	private static final String EXPRESSION = "cron.expression";

	private static final String ZONE = "cron.time-zone";

	private static final String OVERLAP = "overlap";

	private static final String MISSED = "missed";

	private static final String START = "start-date";

	private static final String END = "end-date";

	private static final String NONE = "none";

	private static final String RETRIES = "retry.attempts";

	private static final String BACKOFF = "retry.backoff";

	private static final String MAX_RUN_TIME = "max-run-time";

	private static final String START_DEADLINE = "start-deadline";

	private static final String ALERT_RUNNING_FOR = "alert.running-for";

	private static final String ALERT_NO_SUCCESS_FOR = "alert.no-success-for";

	private static final List<String> KNOWN = List.of(EXPRESSION, ZONE, OVERLAP, MISSED, START, END, RETRIES, BACKOFF,
			MAX_RUN_TIME, START_DEADLINE, ALERT_RUNNING_FOR, ALERT_NO_SUCCESS_FOR);

	private static final int MOST_RETRIES = 100;

	private static final Duration LONGEST = Duration.ofDays(366);

	private final Map<String, String> timing = new LinkedHashMap<>();

	private final Map<String, String> launch = new LinkedHashMap<>();

	/**
	 * Reads the properties of a request.
	 * @throws InvalidRequestException with a sentence if one begins with
	 * {@code scheduler.} and is none of a schedule's
	 */
	ScheduleProperties(Map<String, String> properties) {
		properties.forEach((name, value) -> {
			if (name.startsWith(PREFIX)) {
				this.timing.put(known(name), value.trim());
			}
			else if (name.endsWith("." + EXPRESSION)) {
				this.timing.putIfAbsent(EXPRESSION, value.trim());
			}
			else {
				this.launch.put(name, value);
			}
		});
	}

	/** Returns a timing under the names that dashboard and shell look for. */
	static Map<String, String> of(Timing timing) {
		Map<String, String> properties = new LinkedHashMap<>();
		properties.put("spring.cloud.scheduler." + EXPRESSION, timing.expression());
		properties.put("spring.cloud.deployer." + EXPRESSION, timing.expression());
		properties.put(PREFIX + ZONE, timing.zone().getId());
		properties.put(PREFIX + OVERLAP, lowerCase(timing.overlap()));
		properties.put(PREFIX + MISSED, lowerCase(timing.misfire()));
		putUnlessNull(properties, START, timing.start());
		putUnlessNull(properties, END, timing.end());
		return properties;
	}

	/** Returns rules under their names, as far as they are not the default. */
	static Map<String, String> of(RunRules rules) {
		Map<String, String> properties = new LinkedHashMap<>();
		if (rules.retries() > 0) {
			properties.put(PREFIX + RETRIES, Integer.toString(rules.retries()));
			properties.put(PREFIX + BACKOFF, text(rules.backoff()));
		}
		putUnlessZero(properties, MAX_RUN_TIME, rules.maxRunTime());
		putUnlessZero(properties, START_DEADLINE, rules.startDeadline());
		putUnlessZero(properties, ALERT_RUNNING_FOR, rules.alertRunningFor());
		putUnlessZero(properties, ALERT_NO_SUCCESS_FOR, rules.alertNoSuccessFor());
		return properties;
	}

	private static void putUnlessNull(Map<String, String> properties, String name, @Nullable Object value) {
		if (value != null) {
			properties.put(PREFIX + name, value.toString());
		}
	}

	private static void putUnlessZero(Map<String, String> properties, String name, Duration value) {
		if (!value.isZero()) {
			properties.put(PREFIX + name, text(value));
		}
	}

	private static String text(Duration duration) {
		return duration.toSeconds() + "s";
	}

	Optional<Integer> retries() {
		return timing(RETRIES).map((text) -> {
			if (!text.matches("\\d{1,3}") || Integer.parseInt(text) > MOST_RETRIES) {
				throw new InvalidRequestException("'" + text + "' is no value of " + PREFIX + RETRIES
						+ ": it takes a number from 0 to " + MOST_RETRIES + ".");
			}
			return Integer.parseInt(text);
		});
	}

	Optional<Duration> backoff() {
		return timing(BACKOFF).map((text) -> duration(BACKOFF, text));
	}

	Optional<Duration> maxRunTime() {
		return timing(MAX_RUN_TIME).map((text) -> duration(MAX_RUN_TIME, text));
	}

	Optional<Duration> startDeadline() {
		return timing(START_DEADLINE).map((text) -> duration(START_DEADLINE, text));
	}

	Optional<Duration> alertRunningFor() {
		return timing(ALERT_RUNNING_FOR).map((text) -> duration(ALERT_RUNNING_FOR, text));
	}

	Optional<Duration> alertNoSuccessFor() {
		return timing(ALERT_NO_SUCCESS_FOR).map((text) -> duration(ALERT_NO_SUCCESS_FOR, text));
	}

	private static Duration duration(String name, String text) {
		try {
			Duration duration = DurationStyle.detectAndParse(text, ChronoUnit.SECONDS).truncatedTo(ChronoUnit.SECONDS);
			if (!duration.isNegative() && duration.compareTo(LONGEST) <= 0) {
				return duration;
			}
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			// The sentence below says what is wrong.
		}
		throw new InvalidRequestException("'" + text + "' is no value of " + PREFIX + name
				+ ": it takes a time such as 90s, 30m, 2h or 1d, at most 366d, or 0 for none.");
	}

	Optional<String> expression() {
		return timing(EXPRESSION);
	}

	Optional<ZoneId> zone() {
		return timing(ZONE).map(ScheduleProperties::zone);
	}

	Optional<OverlapPolicy> overlap() {
		return timing(OVERLAP).map((text) -> choice(OverlapPolicy.class, OVERLAP, text));
	}

	Optional<MisfirePolicy> misfire() {
		return timing(MISSED).map((text) -> choice(MisfirePolicy.class, MISSED, text));
	}

	/** Returns the start date, or the one before where none is given. */
	@Nullable LocalDate start(@Nullable LocalDate before) {
		return date(START, before);
	}

	/** Returns the end date, or the one before where none is given. */
	@Nullable LocalDate end(@Nullable LocalDate before) {
		return date(END, before);
	}

	private @Nullable LocalDate date(String name, @Nullable LocalDate before) {
		String text = timing(name).orElse(null);
		if (text == null || text.equals(NONE)) {
			return (text == null) ? before : null;
		}
		try {
			return LocalDate.parse(text);
		}
		catch (DateTimeException ex) {
			throw new InvalidRequestException(
					"'" + text + "' is no value of " + PREFIX + name + ": it takes a day such as 2026-11-23, or none.");
		}
	}

	/** Returns the deployment properties of the launch. */
	Map<String, String> launch() {
		return this.launch;
	}

	private Optional<String> timing(String name) {
		return Optional.ofNullable(this.timing.get(name)).filter((text) -> !text.isEmpty());
	}

	private static String known(String name) {
		String known = name.substring(PREFIX.length());
		if (!KNOWN.contains(known)) {
			throw new InvalidRequestException("'" + name + "' is no property of a schedule: there are "
					+ KNOWN.stream().map(PREFIX::concat).collect(Collectors.joining(", ")) + ".");
		}
		return known;
	}

	private static ZoneId zone(String id) {
		try {
			return ZoneId.of(id);
		}
		catch (DateTimeException ex) {
			throw new InvalidRequestException(
					"'" + id + "' is no time zone: scheduler.cron.time-zone takes a name such as Asia/Seoul.");
		}
	}

	private static <E extends Enum<E>> E choice(Class<E> type, String name, String text) {
		return Arrays.stream(type.getEnumConstants())
			.filter((choice) -> choice.name().equalsIgnoreCase(text))
			.findFirst()
			.orElseThrow(
					() -> new InvalidRequestException("'" + text + "' is no value of " + PREFIX + name + ": it takes "
							+ Arrays.stream(type.getEnumConstants())
								.map(ScheduleProperties::lowerCase)
								.collect(Collectors.joining(", "))
							+ "."));
	}

	private static String lowerCase(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT);
	}

}
