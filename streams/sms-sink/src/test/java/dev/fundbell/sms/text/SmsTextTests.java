package dev.fundbell.sms.text;

import dev.fundbell.sms.text.SmsText.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SmsTextTests {

	@Test
	void isSmsUpTo90BytesOfEucKr() {
		assertThat(SmsText.of("가".repeat(45))).extracting(SmsText::kind, SmsText::bytes).containsExactly(Kind.SMS, 90);
		assertThat(SmsText.of("a".repeat(90)).kind()).isEqualTo(Kind.SMS);
		assertThat(SmsText.of("가".repeat(44) + "abc")).extracting(SmsText::kind, SmsText::bytes)
			.containsExactly(Kind.LMS, 91);
		assertThat(SmsText.of("a".repeat(91)).kind()).isEqualTo(Kind.LMS);
	}

	@Test
	void isTooLongFrom2001BytesOn() {
		assertThat(SmsText.of("가".repeat(1000)).isTooLong()).isFalse();
		assertThat(SmsText.of("가".repeat(1000) + "a").isTooLong()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "₩5000, ￦5000", "10€, 10€", "a – b — c, a - b - c", "축하해요🎉🎊!, 축하해요?!", "👩‍👩‍👧 hi, ? hi",
			"ﬁn, fin", "①, ①", "뷁, ?", "a🎉b🎉c, a?b?c", "“인용” … ·, “인용” … ·" })
	void replacesWhatEucKrDoesNotHave(String text, String sendable) {
		assertThat(SmsText.of(text).text()).isEqualTo(sendable);
	}

	@Test
	void composesHangulThatCameInParts() {
		assertThat(SmsText.of("\u1112\u1161\u11ab\u1100\u1173\u11af").text()).isEqualTo("한글");
	}

	@Test
	void leavesOutWhatCannotBeSeen() {
		assertThat(SmsText.of(" a\u0000b\tc\r\nd\u0007 ").text()).isEqualTo("abc\nd");
		assertThat(SmsText.of("\u0007 \n").bytes()).isZero();
	}

}
