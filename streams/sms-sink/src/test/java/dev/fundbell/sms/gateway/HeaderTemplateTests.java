package dev.fundbell.sms.gateway;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests of the headers that an operator writes. */
class HeaderTemplateTests {

	@Test
	void areFilledForEachMessage() {
		HeaderTemplate header = new HeaderTemplate("Idempotency-Key", "a {{reference}}");
		assertThat(header.isFixed()).isFalse();
		assertThat(header.with(Map.of("reference", "fundbell-1-1")).toString())
			.isEqualTo("Idempotency-Key: a fundbell-1-1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "two words", "colon:", "line\nend", "Host", "content-length", "Transfer-Encoding",
			"Connection", "Expect", "Upgrade" })
	void haveNoNameThatCannotBeSent(String name) {
		assertThatThrownBy(() -> new HeaderTemplate(name, "value")).isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining(name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\r\nX-Other: b", "a\nb", "가", "\u0000" })
	void haveNoValueThatCannotBeSent(String value) {
		HeaderTemplate header = new HeaderTemplate("X-Text", "{{text}}");
		assertThatThrownBy(() -> header.with(Map.of("text", value))).isInstanceOf(IllegalArgumentException.class)
			.hasMessage("The header X-Text carries ASCII only");
		assertThatThrownBy(() -> new HeaderTemplate("X-Text", value)).isInstanceOf(IllegalArgumentException.class);
	}

}
