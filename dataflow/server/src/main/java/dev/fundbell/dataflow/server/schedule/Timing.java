package dev.fundbell.dataflow.server.schedule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import dev.fundbell.dataflow.server.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/**
 * When a schedule runs.
 *
 * @param expression cron
 * @param zone in which the expression is meant
 * @param overlap what to do while the last run is alive
 * @param missed what to do about runs that nobody could launch
 */
record Timing(String expression, ZoneId zone, Overlap overlap, Missed missed) {

	private static final String EXPRESSION = "cron.expression";

	private static final String ZONE = "cron.time-zone";

	private static final String OVERLAP = "overlap";

	private static final String MISSED = "missed";

	/**
	 * Reads the properties of a schedule request: {@code scheduler.cron.expression} and
	 * the like. Newer clients write {@code deployer.<app>.} in place of
	 * {@code scheduler.}.
	 * @param now a moment after which there must be a run
	 * @throws InvalidRequestException with a sentence where a value is missing or makes
	 * no sense
	 */
	static Timing of(Map<String, String> properties, ZoneId defaultZone, Instant now) {
		Map<String, String> own = own(properties);
		String expression = own.get(EXPRESSION);
		if (expression == null || expression.isBlank()) {
			throw new InvalidRequestException(
					"A schedule needs a cron expression: scheduler.cron.expression is missing.");
		}
		Timing timing = new Timing(expression.trim(), zone(own.get(ZONE), defaultZone),
				choice(OVERLAP, own.get(OVERLAP), Overlap.SKIP), choice(MISSED, own.get(MISSED), Missed.ONCE));
		timing.cron(now);
		return timing;
	}

	/**
	 * The properties that are left for the launch.
	 */
	static Map<String, String> forLaunch(Map<String, String> properties) {
		Map<String, String> rest = new LinkedHashMap<>(properties);
		rest.keySet().removeIf((name) -> name.startsWith("scheduler.") || name.endsWith("." + EXPRESSION));
		return rest;
	}

	Cron cron(Instant now) {
		return Cron.parse(this.expression, this.zone, now);
	}

	/**
	 * This timing in the names that dashboard and shell look for.
	 */
	Map<String, String> asProperties() {
		Map<String, String> properties = new LinkedHashMap<>();
		properties.put("spring.cloud.scheduler." + EXPRESSION, this.expression);
		properties.put("spring.cloud.deployer." + EXPRESSION, this.expression);
		properties.put("scheduler." + ZONE, this.zone.getId());
		properties.put("scheduler." + OVERLAP, lowerCase(this.overlap));
		properties.put("scheduler." + MISSED, lowerCase(this.missed));
		return properties;
	}

	private static Map<String, String> own(Map<String, String> properties) {
		Map<String, String> own = new LinkedHashMap<>();
		properties.forEach((name, value) -> {
			if (name.startsWith("scheduler.")) {
				own.put(name.substring("scheduler.".length()), value);
			}
			else if (name.endsWith("." + EXPRESSION)) {
				own.putIfAbsent(EXPRESSION, value);
			}
		});
		return own;
	}

	private static ZoneId zone(@Nullable String id, ZoneId defaultZone) {
		try {
			return (id == null || id.isBlank()) ? defaultZone : ZoneId.of(id.trim());
		}
		catch (DateTimeException ex) {
			throw new InvalidRequestException(
					"'" + id + "' is no time zone: scheduler.cron.time-zone takes a name such as Asia/Seoul.");
		}
	}

	private static <E extends Enum<E>> E choice(String name, @Nullable String text, E defaultChoice) {
		E[] choices = defaultChoice.getDeclaringClass().getEnumConstants();
		if (text == null || text.isBlank()) {
			return defaultChoice;
		}
		return Arrays.stream(choices)
			.filter((choice) -> choice.name().equalsIgnoreCase(text.trim()))
			.findFirst()
			.orElseThrow(
					() -> new InvalidRequestException("'" + text + "' is no value of scheduler." + name + ": it takes "
							+ Arrays.stream(choices).map(Timing::lowerCase).collect(Collectors.joining(", ")) + "."));
	}

	private static String lowerCase(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT);
	}

}
