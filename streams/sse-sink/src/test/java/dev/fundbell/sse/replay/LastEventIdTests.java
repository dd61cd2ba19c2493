package dev.fundbell.sse.replay;

import java.time.Instant;

import dev.fundbell.sse.recent.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The cursors that clients send. */
class LastEventIdTests {

	private static final Instant AT = Instant.parse("2026-11-23T00:00:00.001Z");

	@Test
	void isTheIdOfANotification() {
		assertThat(LastEventId.parse("999999999999999999")).isEqualTo(new LastEventId(999_999_999_999_999_999L, null));
	}

	@Test
	void isAPlaceInTheTopic() {
		Place place = new Place(AT, 3, 42);
		assertThat(place).hasToString("@1795392000001.3.42");
		assertThat(LastEventId.parse(place.toString())).isEqualTo(new LastEventId(0, place));
	}

	@Test
	void isATimeWhereTheInstanceHadNoPlaceYet() {
		assertThat(LastEventId.parse("@1795392000001")).isEqualTo(new LastEventId(0, new Place(AT, -1, -1)));
		assertThat(new Place(AT, -1, -1)).hasToString("@1795392000001");
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "-1", "1000000000000000000", "@", "@-1", "@10000000000000", "1 ", "١", "@1.", "@1.2",
			"@1.2.", "@1.-2.3", "@1.2.3.4", "@1.1000000000.3", "@1.2.1000000000000000000" })
	void isAnIdThatDoesNotExistWhereItHasAnotherForm(String text) {
		assertThat(LastEventId.parse(text)).isEqualTo(new LastEventId(0, null));
	}

}
