package dev.fundbell.consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** A position survives being stored as text. */
class RecordPositionTests {

	@Test
	void readsWhatItWrote() {
		RecordPosition position = new RecordPosition("funding-notifications.v2", 3, 9_000_000_000L);
		assertThat(position).hasToString("funding-notifications.v2-3-9000000000");
		assertThat(RecordPosition.parse(position.toString())).isEqualTo(position);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "notifications", "notifications-1", "-1-2", "notifications-x-2", "notifications-1-",
			"notifications--1" })
	void refusesOtherTexts(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> RecordPosition.parse(text));
	}

}
