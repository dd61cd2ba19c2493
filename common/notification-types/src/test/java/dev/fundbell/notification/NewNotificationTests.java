package dev.fundbell.notification;

import java.time.LocalDate;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NewNotificationTests {

	@Test
	void keepsATextThatTheColumnHolds() {
		assertThat(message("가".repeat(500))).hasSize(500);
	}

	@Test
	void countsCharactersAsTheColumnDoes() {
		assertThat(message("🎁".repeat(500))).isEqualTo("🎁".repeat(500));
	}

	@Test
	void shortensATextThatTheColumnWouldRefuse() {
		assertThat(message("🎁".repeat(501))).isEqualTo("🎁".repeat(499) + "…");
	}

	private static String message(String text) {
		return new NewNotification("T", 1, 2, LocalDate.EPOCH, null, null, text, null).message();
	}

}
