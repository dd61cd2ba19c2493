package dev.fundbell.batch.notification;

import java.time.LocalDate;
import java.util.MissingResourceException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class NotificationTypeTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			ko     | 2026년 01월 05일까지입니다.
			ko-KR  | 2026년 01월 05일까지입니다.
			en     | Until January 5, 2026.
			EN-gb  | Until January 5, 2026.
			en_US  | Until January 5, 2026.
			enm    | 2026년 01월 05일까지입니다.
			fr     | 2026년 01월 05일까지입니다.
			''     | 2026년 01월 05일까지입니다.
			""")
	void speaksTheUsersLanguageOrElseKorean(String languageTag, String text) {
		assertThat(new TestType("TEST").message(languageTag, LocalDate.parse("2026-01-05"))).isEqualTo(text);
	}

	@Test
	void refusesATypeWithoutAText() {
		assertThatExceptionOfType(MissingResourceException.class).isThrownBy(() -> new TestType("UNKNOWN"));
	}

	private static final class TestType extends NotificationType {

		TestType(String name) {
			super(name);
		}

		String message(String languageTag, LocalDate date) {
			return text(languageTag, date(languageTag, date));
		}

	}

}
