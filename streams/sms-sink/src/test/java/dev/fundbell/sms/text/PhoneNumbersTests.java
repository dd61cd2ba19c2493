package dev.fundbell.sms.text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PhoneNumbersTests {

	private final PhoneNumbers numbers = new PhoneNumbers("KR");

	@ParameterizedTest
	@CsvSource({ "010-1234-5678, +821012345678, 82, 01012345678", "+821012345678, +821012345678, 82, 01012345678",
			"+82 (0)10 1234 5678, +821012345678, 82, 01012345678", "011-234-5678, +82112345678, 82, 0112345678",
			"+12125550123, +12125550123, 1, 2125550123", "+4915112345678, +4915112345678, 49, 015112345678" })
	void readsMobileNumbersAsPeopleWriteThem(String text, String e164, int country, String national) {
		assertThat(this.numbers.parse(text)).contains(new PhoneNumber(e164, country, national));
	}

	@ParameterizedTest
	@ValueSource(strings = { "02-312-3456", "1588-0000", "010-1234-56", "010-1234-56789", "+82", "phone", "",
			"+999 123456789", "0000", "110" })
	void refusesWhatNoMobilePhoneCanHave(String text) {
		assertThat(this.numbers.parse(text)).isEmpty();
	}

	@Test
	void refusesRegionsThatDoNotExist() {
		assertThatThrownBy(() -> new PhoneNumbers("XX")).hasMessageContaining("XX");
	}

	@Test
	void keepsNumbersOutOfLogs() {
		assertThat(this.numbers.parse("010-1234-5678")).hasToString("Optional[a number in country 82]");
	}

}
