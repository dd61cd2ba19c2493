package dev.fundbell.sms.text;

import dev.fundbell.sms.text.SmsText.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of texts in the characters of gateways. */
class SmsCharsetTests {

	@ParameterizedTest
	@CsvSource({ "EUC_KR, 가, 45, 1000", "EUC_KR, a, 90, 2000", "CP949, 뷁, 45, 1000", "GSM_7, a, 160, 1530",
			"GSM_7, €, 80, 765", "UCS_2, 뷁, 70, 670", "UCS_2, 🎉, 35, 335" })
	void isSmsUpToALengthAndLmsUpToAnother(SmsCharset charset, String character, int sms, int lms) {
		assertThat(charset.text(character.repeat(sms)).kind()).isEqualTo(Kind.SMS);
		assertThat(charset.text(character.repeat(sms) + "a").kind()).isEqualTo(Kind.LMS);
		assertThat(charset.text(character.repeat(lms)).isTooLong()).isFalse();
		assertThat(charset.text(character.repeat(lms) + "a").isTooLong()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "₩5000, ￦5000", "10€, 10€", "a – b — c, a - b - c", "축하해요🎉🎊!, 축하해요?!", "👩‍👩‍👧 hi, ? hi",
			"ﬁn, fin", "①, ①", "뷁, ?", "a🎉b🎉c, a?b?c", "“인용” … ·, “인용” … ·", "£5 ¢5 ¥5, ￡5 ￠5 ￥5",
			"A∙B ⋅ ‧ ・, A·B · · ·", "'Café, Señor', 'Cafe, Senor'", "✔ ✓, v v", "‼️, !!", "☎️, ☎", "©️, (c)", "❤️, ?" })
	void transliteratesWhatEucKrDoesNotHave(String text, String sendable) {
		assertThat(SmsCharset.EUC_KR.text(text).text()).isEqualTo(sendable);
	}

	@ParameterizedTest
	@CsvSource({ "설믜 펲시 똠양꿍 쀍 햏, 설믜 펲시 똠양꿍 쀍 햏", "축하 🎉, 축하 ?" })
	void keepsEachModernSyllableInCp949(String text, String sendable) {
		assertThat(SmsCharset.CP949.text(text).text()).isEqualTo(sendable);
	}

	@ParameterizedTest
	@CsvSource({ "'“Señor” Ångström – £5 €6', '\"Señor\" Ångström - £5 €6'", "ê ô ç œ, e o c oe", "₩5, KRW 5",
			"쿠폰 a, ? a", "• one, . one", "it`s, it's", "ﬁn, fin" })
	void transliteratesWhatGsmDoesNotHave(String text, String sendable) {
		assertThat(SmsCharset.GSM_7.text(text).text()).isEqualTo(sendable);
	}

	@Test
	void keepsAllOfUnicodeInUcs2() {
		String text = "쀍 👩‍👩‍👧 שלום ❤️ é";
		assertThat(SmsCharset.UCS_2.text(text).text()).isEqualTo(text);
	}

	@ParameterizedTest
	@EnumSource(SmsCharset.class)
	void composesHangulThatCameInParts(SmsCharset charset) {
		assertThat(charset.text("\u1112\u1161\u11ab\u1100\u1173\u11af").text())
			.isEqualTo(charset.equals(SmsCharset.GSM_7) ? "?" : "한글");
	}

	@Test
	void leavesOutWhatCannotBeSeen() {
		assertThat(SmsCharset.EUC_KR.text(" a\u0000b\tc\r\nd\u0007 ").text()).isEqualTo("ab c\nd");
		assertThat(SmsCharset.EUC_KR.text("\u0007 \n").length()).isZero();
		assertThat(SmsCharset.EUC_KR.text("\ufeffa\u200bb\u200dc\u200ed\u00ade\u202ef\u2028g\u3000h").text())
			.isEqualTo("abcdef\ng h");
		assertThat(SmsCharset.EUC_KR.text("가".repeat(45) + "\u200b").kind()).as("it costs nothing").isEqualTo(Kind.SMS);
	}

}
