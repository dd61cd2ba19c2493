package dev.fundbell.sse.inbox;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Cursors go through clients, who may change them. */
class InboxCursorTests {

	@Test
	void readsWhatItWrote() {
		InboxCursor cursor = new InboxCursor(Instant.parse("2026-11-23T00:00:00.123456Z"), 42);
		assertThat(cursor.toString()).matches("[A-Za-z0-9_-]+");
		assertThat(InboxCursor.parse(cursor.toString())).isEqualTo(cursor);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "!", "MjAyNi0xMS0yM1QwMDowMDowMFo", "IDQy", "KzEwMDAwMDAwMDAtMDEtMDFUMDA6MDA6MDBaIDE" })
	void refusesWhatItDidNotWrite(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> InboxCursor.parse(text))
			.withMessage("The cursor is none that this API gave out.");
	}

}
