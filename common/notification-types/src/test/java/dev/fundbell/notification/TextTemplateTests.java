package dev.fundbell.notification;

import java.text.MessageFormat;
import java.util.Locale;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TextTemplateTests {

	@ParameterizedTest
	@ValueSource(strings = { "no places", "{0}", "{0}{1}", "{1} before {0}", "[{0}] 펀딩 쿠폰이 {1}에 만료됩니다.", "{0}, {0}",
			"It''s {0}''s", "a '{0}' is not {0}", "" })
	void formatsAsMessageFormatDoes(String pattern) {
		String[] values = { "it's {1} \"0\"", "둘" };
		assertThat(new TextTemplate(pattern).format(values))
			.isEqualTo(new MessageFormat(pattern, Locale.ROOT).format(values));
	}

}
