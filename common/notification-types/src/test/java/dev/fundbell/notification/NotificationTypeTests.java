package dev.fundbell.notification;

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
			ko     | [달빛 램프] 관심 펀딩이 2026년 01월 05일에 마감됩니다.
			ko-KR  | [달빛 램프] 관심 펀딩이 2026년 01월 05일에 마감됩니다.
			en     | "달빛 램프", which interests you, closes on January 5, 2026.
			EN-gb  | "달빛 램프", which interests you, closes on January 5, 2026.
			en_US  | "달빛 램프", which interests you, closes on January 5, 2026.
			enm    | [달빛 램프] 관심 펀딩이 2026년 01월 05일에 마감됩니다.
			fr     | [달빛 램프] 관심 펀딩이 2026년 01월 05일에 마감됩니다.
			''     | [달빛 램프] 관심 펀딩이 2026년 01월 05일에 마감됩니다.
			""", quoteCharacter = '\'')
	void speaksTheUsersLanguageOrElseKorean(String languageTag, String text) {
		NotificationType type = new TestType("FUNDING_DEADLINE");
		assertThat(type.text(languageTag, "달빛 램프", type.date(languageTag, LocalDate.parse("2026-01-05"))))
			.isEqualTo(text);
	}

	@Test
	void refusesATypeWithoutAText() {
		assertThatExceptionOfType(MissingResourceException.class).isThrownBy(() -> new TestType("UNKNOWN"));
	}

	private static final class TestType extends NotificationType {

		TestType(String name) {
			super(name);
		}

		@Override
		WithdrawalRule withdrawalRule() {
			return WithdrawalRule.NONE;
		}

	}

}
