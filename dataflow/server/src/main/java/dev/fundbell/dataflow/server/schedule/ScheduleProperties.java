package dev.fundbell.dataflow.server.schedule;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.fundbell.dataflow.server.InvalidRequestException;

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

	private static final List<String> KNOWN = List.of(EXPRESSION, ZONE, OVERLAP, MISSED);

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
		return properties;
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
