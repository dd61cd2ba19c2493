package dev.fundbell.task.fundingclose;

import java.time.Instant;

import dev.fundbell.batch.run.InvalidRunParameterException;
import dev.fundbell.test.SettableClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FundingCloseParametersTests {

	private final SettableClock clock = new SettableClock("2026-11-24T03:00:00.123456789Z");

	@Test
	void closesAllThatIsDueNowUnlessToldOtherwise() {
		FundingCloseProperties defaults = Binder.get(new MockEnvironment())
			.bindOrCreate("", FundingCloseProperties.class);
		assertThat(FundingCloseParameters.of(defaults, this.clock))
			.isEqualTo(new FundingCloseParameters(Instant.parse("2026-11-24T03:00:00.123456Z"), null));
	}

	@Test
	void readsItsOptions() {
		MockEnvironment environment = new MockEnvironment().withProperty("as-of", "2026-10-31T23:59:59.999999Z")
			.withProperty("funding-id", "42");
		FundingCloseProperties properties = Binder.get(environment).bindOrCreate("", FundingCloseProperties.class);
		assertThat(FundingCloseParameters.of(properties, this.clock))
			.isEqualTo(new FundingCloseParameters(Instant.parse("2026-10-31T23:59:59.999999Z"), 42L));
	}

	@Test
	void takesAnInstantInAnyOffset() {
		assertThat(parameters(" 2026-11-24T12:00:00+09:00 ", " ").asOf()).isEqualTo("2026-11-24T03:00:00Z");
		assertThat(parameters("2026-11-24T03:00Z", null).asOf()).isEqualTo("2026-11-24T03:00:00Z");
		assertThat(parameters("2026-11-24T03:00:00.123456789Z", null).asOf()).isEqualTo("2026-11-24T03:00:00.123456Z");
	}

	@Test
	void comesThroughJobParametersUnchanged() {
		FundingCloseParameters one = new FundingCloseParameters(Instant.parse("2026-11-24T03:00:00.000001Z"), 42L);
		FundingCloseParameters all = new FundingCloseParameters(one.asOf(), null);
		assertThat(FundingCloseParameters.of(one.toJobParameters())).isEqualTo(one);
		assertThat(FundingCloseParameters.of(all.toJobParameters())).isEqualTo(all);
	}

	@ParameterizedTest
	@ValueSource(strings = { "now", "2026-11-24", "2026-11-24T03:00:00", "2026-02-29T00:00:00Z", "1999-12-31T23:59:59Z",
			"9999-01-01T00:00:00Z" })
	void refusesWhatIsNoInstant(String asOf) {
		assertRefused(asOf, null, "--as-of must be an instant of the years 2000 to 9998 written as "
				+ "2026-11-24T03:00:00Z or 2026-11-24T12:00:00+09:00, but is '" + asOf + "'");
	}

	@Test
	void takesNowAndNoInstantAfterIt() {
		assertThat(parameters("2026-11-24T03:00:00.123456Z", null).asOf()).isEqualTo("2026-11-24T03:00:00.123456Z");
		assertRefused("2026-11-24T03:00:00.123457Z", null,
				"--as-of must not be after now, which is 2026-11-24T03:00:00.123456Z, but is "
						+ "'2026-11-24T03:00:00.123457Z': a funding is open until its deadline");
		assertRefused("2026-11-24T12:00:01+09:00", "42",
				"--as-of must not be after now, which is 2026-11-24T03:00:00.123456Z, but is "
						+ "'2026-11-24T12:00:01+09:00': a funding is open until its deadline");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-1", "1.5", "all", "9223372036854775808" })
	void refusesWhatIsNoFunding(String fundingId) {
		assertRefused(null, fundingId, "--funding-id must be the number of a funding, but is '" + fundingId + "'");
	}

	private void assertRefused(@Nullable String asOf, @Nullable String fundingId, String message) {
		assertThatExceptionOfType(InvalidRunParameterException.class).isThrownBy(() -> parameters(asOf, fundingId))
			.withMessage(message);
	}

	private FundingCloseParameters parameters(@Nullable String asOf, @Nullable String fundingId) {
		return FundingCloseParameters.of(new FundingCloseProperties(asOf, fundingId), this.clock);
	}

}
