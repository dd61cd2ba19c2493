package dev.fundbell.task.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.fundbell.batch.run.InvalidRunParameterException;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

/**
 * Parameters of a run: the age limits by the clock, or the user to erase.
 *
 * @param before the instant before which rows are old, for each kind that is not kept
 * forever
 * @param user the user to erase; then nothing else is done
 */
record RetentionParameters(Map<Purge.Age, Instant> before, @Nullable Long user) {

	private static final String USER = "user";

	/**
	 * Reads the options.
	 * @param properties the times for which rows are kept
	 * @param users the values of the option {@code --user}
	 * @param now the present
	 * @throws InvalidRunParameterException where something would be deleted too early
	 */
	static RetentionParameters of(RetentionProperties properties, @Nullable List<String> users, Instant now) {
		Long user = user(users);
		requireLongEnough(properties);
		Map<Purge.Age, Instant> before = new EnumMap<>(Purge.Age.class);
		if (user == null) {
			put(before, Purge.Age.NOTIFICATIONS, properties.notifications(), now);
			put(before, Purge.Age.DELIVERIES, properties.deliveries(), now);
			put(before, Purge.Age.CLOSINGS, properties.closings(), now);
			put(before, Purge.Age.DELIVERED_TEXTS, properties.deliveredTexts(), now);
		}
		return new RetentionParameters(before, user);
	}

	/** Reads what {@link #toJobParameters()} wrote. */
	static RetentionParameters of(JobParameters parameters) {
		Map<Purge.Age, Instant> before = new EnumMap<>(Purge.Age.class);
		for (Purge.Age age : Purge.Age.values()) {
			String text = parameters.getString(age.parameter());
			if (text != null) {
				before.put(age, Instant.parse(text));
			}
		}
		String user = parameters.getString(USER);
		return new RetentionParameters(before, (user != null) ? Long.valueOf(user) : null);
	}

	/** As text, which every version of the dashboard shows. */
	JobParameters toJobParameters() {
		JobParametersBuilder parameters = new JobParametersBuilder();
		this.before.forEach((age, instant) -> parameters.addString(age.parameter(), instant.toString()));
		if (this.user != null) {
			parameters.addString(USER, this.user.toString());
		}
		return parameters.toJobParameters();
	}

	private static void put(Map<Purge.Age, Instant> before, Purge.Age age, Duration kept, Instant now) {
		if (!kept.isZero()) {
			before.put(age, now.minus(kept).truncatedTo(ChronoUnit.MICROS));
		}
	}

	private static void requireLongEnough(RetentionProperties properties) {
		Duration topic = properties.topicRetention();
		Duration record = longest(topic, properties.maxEventAge());
		Duration all = longest(record, properties.longestLeadTime());
		require("notifications", properties.notifications(), all,
				"the longest of topic-retention, max-event-age and longest-lead-time: a notification that is gone would be created again");
		require("deliveries", properties.deliveries(), record,
				"the longer of topic-retention and max-event-age: the SMS of a record that is read again would be sent again");
		require("closings", properties.closings(), all,
				"the longest of topic-retention, max-event-age and longest-lead-time: a funding would be closed again");
		require("delivered-texts", properties.deliveredTexts(), topic,
				"topic-retention: a browser that returns would be given an empty text");
		boolean closingsStay = properties.closings().isZero();
		if (!closingsStay && (properties.notifications().isZero()
				|| properties.closings().compareTo(properties.notifications()) < 0)) {
			throw new InvalidRunParameterException(
					"--fundbell.retention.closings must not be shorter than --fundbell.retention.notifications: "
							+ "the participants of a funding that is opened again would be told a second time");
		}
	}

	private static void require(String option, Duration kept, Duration atLeast, String reason) {
		if (!kept.isZero() && kept.compareTo(atLeast) < 0) {
			throw new InvalidRunParameterException(
					"--fundbell.retention.%s must be 0 or at least %s, but is %s; that is %s".formatted(option,
							text(atLeast), text(kept), reason));
		}
	}

	private static Duration longest(Duration one, Duration other) {
		return (one.compareTo(other) >= 0) ? one : other;
	}

	private static String text(Duration duration) {
		return duration.equals(Duration.ofDays(duration.toDays())) ? duration.toDays() + "d" : duration.toString();
	}

	private static @Nullable Long user(@Nullable List<String> users) {
		if (users == null || users.stream().allMatch(String::isBlank)) {
			return null;
		}
		return Stream.of(String.join(",", users).strip())
			.filter((text) -> text.matches("[1-9][0-9]{0,17}"))
			.map(Long::valueOf)
			.findFirst()
			.orElseThrow(() -> new InvalidRunParameterException(
					"--user must be the number of one user, but is '%s'".formatted(String.join(",", users))));
	}

}
