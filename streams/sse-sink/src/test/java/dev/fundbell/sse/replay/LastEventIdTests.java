package dev.fundbell.sse.replay;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A client's cursor, in whatever form it comes back. */
class LastEventIdTests {

	@Test
	void isTheIdOfANotification() {
		assertThat(LastEventId.parse("999999999999999999")).isEqualTo(new LastEventId(999_999_999_999_999_999L, null))
			.hasToString("999999999999999999");
	}

	@Test
	void isTheTimeOfTheConnectionBeforeTheFirstNotification() {
		LastEventId cursor = LastEventId.connectedAt(Instant.parse("2026-11-23T00:00:00.001Z"));
		assertThat(cursor).hasToString("@1795392000001");
		assertThat(LastEventId.parse(cursor.toString())).isEqualTo(cursor);
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "-1", "1000000000000000000", "@", "@-1", "@10000000000000", "1 ", "١" })
	void isAnIdThatDoesNotExistWhereItHasAnotherForm(String text) {
		assertThat(LastEventId.parse(text)).isEqualTo(new LastEventId(0, null));
	}

}
