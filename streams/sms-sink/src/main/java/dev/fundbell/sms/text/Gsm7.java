package dev.fundbell.sms.text;

/** Characters of GSM 03.38, by the tables of 3GPP TS 23.038. */
final class Gsm7 {

	private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
			+ "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

	/** Each of these takes an escape, too. */
	private static final String EXTENSION = "\f^{}\\[~]|€";

	private Gsm7() {
	}

	static boolean carries(String text) {
		return text.codePoints().allMatch((each) -> BASIC.indexOf(each) >= 0 || EXTENSION.indexOf(each) >= 0);
	}

	/** The length in septets. */
	static int length(String text) {
		return text.codePoints().map((each) -> (EXTENSION.indexOf(each) >= 0) ? 2 : 1).sum();
	}

}
