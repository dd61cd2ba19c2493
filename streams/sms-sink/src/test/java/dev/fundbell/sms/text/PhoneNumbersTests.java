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
		assertThat(this.numbers.parse(text).number()).isEqualTo(new PhoneNumber(e164, country, national));
	}

	@ParameterizedTest
	@ValueSource(strings = { "01012345678", "010 1234 5678", "010.1234.5678", "(010) 1234-5678", " 010-1234-5678\n",
			"010\u20131234\u20135678", "\uff10\uff11\uff10\uff0d\uff11\uff12\uff13\uff14\uff0d\uff15\uff16\uff17\uff18",
			"\uff0b821012345678", "\u200e+82 10-1234-5678\u200e", "\u0660\u0661\u0660 1234 5678", "+82-010-1234-5678",
			"82-10-1234-5678", "10-1234-5678", "0082-10-1234-5678", "00 82 (0)10 1234 5678", "\uff10\uff10821012345678",
			"001-82-10-1234-5678", "tel:+82-10-1234-5678" })
	void readsOneNumberHoweverItIsWritten(String text) {
		assertThat(this.numbers.parse(text).number()).isEqualTo(new PhoneNumber("+821012345678", 82, "01012345678"));
	}

	/** The usual forms are read without the parser of all others. */
	@ParameterizedTest
	@ValueSource(strings = { "0000-0000", "0123-4567", "1000-0000", "1234-5678", "2000-0000", "4567-8901", "6789-0123",
			"9999-9999" })
	void readsTheUsualFormsLikeAllOthers(String number) {
		ParsedNumber unusual = this.numbers.parse("00 82 (0)10 " + number.replace("-", "."));
		String digits = number.replace("-", "");
		assertThat(this.numbers.parse("010-" + number)).isEqualTo(unusual);
		assertThat(this.numbers.parse("010" + digits)).isEqualTo(unusual);
		assertThat(this.numbers.parse("+8210" + digits)).isEqualTo(unusual);
		assertThat(new PhoneNumbers("DE").parse("+8210" + digits)).isEqualTo(unusual);
	}

	@Test
	void readsAKoreanNumberWithoutItsCountryAsOneOfTheRegion() {
		assertThat(new PhoneNumbers("DE").parse("010-1234-5678").number())
			.isNotEqualTo(this.numbers.parse("010-1234-5678").number());
	}

	@ParameterizedTest
	@ValueSource(strings = { "+821012345678 ext 3", "010-1234-5678x8", "010-1234-5678 #3", "010-1234-5678 Ext. 12",
			"010-1234-5678;ext=7", "010-1234-5678 내선 3", "010-1234-5678 extension 3", "010-1234-5678, x 3" })
	void neverDialsAnExtension(String text) {
		assertThat(this.numbers.parse(text).number()).isEqualTo(new PhoneNumber("+821012345678", 82, "01012345678"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "010-1234-56", "010-1234-56789", "+82", "phone", "", "+999 123456789", "0000", "110",
			"010-l234-5678", "O10-1234-5678", "010-123-4567", "010-1234-5678/9012", "010-1234-567x",
			"010-1234-5678*3" })
	void refusesWhatNobodyCanHave(String text) {
		assertThat(this.numbers.parse(text)).isEqualTo(new ParsedNumber(ParsedNumber.Kind.INVALID, null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "02-312-3456", "070-7123-4567", "051-123-4567" })
	void knowsNumbersThatAreOfNoMobilePhone(String text) {
		assertThat(this.numbers.parse(text)).isEqualTo(new ParsedNumber(ParsedNumber.Kind.NOT_MOBILE, null));
	}

	@Test
	void refusesRegionsThatDoNotExist() {
		assertThatThrownBy(() -> new PhoneNumbers("XX")).hasMessageContaining("XX");
	}

	@Test
	void keepsNumbersOutOfLogs() {
		assertThat(this.numbers.parse("010-1234-5678").toString()).contains("a number in country 82")
			.doesNotContain("1234");
	}

}
