package dev.fundbell.task.retention;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.fundbell.batch.run.InvalidRunParameterException;
import dev.fundbell.test.OptionMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RetentionParametersTests {

	private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

	@Test
	void haveTheseNamesAndDefaults() throws IOException {
		OptionMetadata options = OptionMetadata.of(RetentionProperties.class);
		assertThat(options.defaults()).isEqualTo(Map.of("fundbell.retention.notifications", "180d",
				"fundbell.retention.deliveries", "90d", "fundbell.retention.closings", "730d",
				"fundbell.retention.delivered-texts", "0", "fundbell.retention.topic-retention", "7d",
				"fundbell.retention.max-event-age", "2d", "fundbell.retention.longest-lead-time", "30d"));
		assertThat(options.shownByDataFlow()).containsExactlyElementsOf(options.types());
	}

	@Test
	void countBackFromNow() {
		RetentionParameters run = parameters();
		assertThat(run.before())
			.isEqualTo(Map.of(Purge.Age.NOTIFICATIONS, NOW.minus(Duration.ofDays(180)), Purge.Age.DELIVERIES,
					NOW.minus(Duration.ofDays(90)), Purge.Age.CLOSINGS, NOW.minus(Duration.ofDays(730))));
		assertThat(run.user()).isNull();
		assertThat(RetentionParameters.of(run.toJobParameters())).isEqualTo(run);
	}

	@Test
	void keepForEverWhatIsZero() {
		assertThat(parameters("notifications", "0", "closings", "0", "deliveries", "0").before()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "notifications, 29d, 30d", "deliveries, 6d, 7d", "closings, 1d, 30d", "delivered-texts, 1d, 7d" })
	void refuseWhatIsShorterThanItMayBe(String option, String kept, String atLeast) {
		assertThatExceptionOfType(InvalidRunParameterException.class).isThrownBy(() -> parameters(option, kept))
			.withMessageStartingWith("--fundbell.retention.%s must be 0 or at least %s, but is %s; that is"
				.formatted(option, atLeast, kept));
	}

	@Test
	void takeTheMinimaFromTheOptions() {
		assertThat(parameters("notifications", "1d", "topic-retention", "1h", "max-event-age", "1h",
				"longest-lead-time", "1d")
			.before()).containsKey(Purge.Age.NOTIFICATIONS);
		assertThatExceptionOfType(InvalidRunParameterException.class)
			.isThrownBy(() -> parameters("deliveries", "29d", "max-event-age", "30d"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "800d" })
	void refuseToForgetClosingsBeforeNotifications(String notifications) {
		assertThatExceptionOfType(InvalidRunParameterException.class)
			.isThrownBy(() -> parameters("notifications", notifications))
			.withMessageContaining("--fundbell.retention.closings must not be shorter");
	}

	@Test
	void refuseWhatIsNegative() {
		assertThatExceptionOfType(BindException.class).isThrownBy(() -> parameters("deliveries", "-1d"))
			.withStackTraceContaining("No duration of fundbell.retention may be negative");
	}

	@Test
	void deleteNothingButTheUserWhereOneIsNamed() {
		RetentionParameters run = RetentionParameters.of(properties(), List.of("7"), NOW);
		assertThat(run).isEqualTo(new RetentionParameters(Map.of(), 7L));
		assertThat(RetentionParameters.of(run.toJobParameters())).isEqualTo(run);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-7", "seven", "7,8", "9999999999999999999" })
	void refuseWhatIsNoUser(String user) {
		assertThatExceptionOfType(InvalidRunParameterException.class)
			.isThrownBy(() -> RetentionParameters.of(properties(), List.of(user.split(",")), NOW))
			.withMessage("--user must be the number of one user, but is '%s'", user);
	}

	private static RetentionParameters parameters(String... options) {
		return RetentionParameters.of(properties(options), null, NOW);
	}

	private static RetentionProperties properties(String... options) {
		MockEnvironment environment = new MockEnvironment();
		for (int index = 0; index < options.length; index += 2) {
			environment.setProperty("fundbell.retention." + options[index], options[index + 1]);
		}
		return Binder.get(environment).bindOrCreate("fundbell.retention", RetentionProperties.class);
	}

}
