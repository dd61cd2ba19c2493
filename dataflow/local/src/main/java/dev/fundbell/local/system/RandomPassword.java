package dev.fundbell.local.system;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Generator of passwords. They consist of letters and digits, which need no quotes in any
 * file.
 */
final class RandomPassword {

	private static final int BYTES = 24;

	private RandomPassword() {
	}

	static String next() {
		byte[] bytes = new byte[BYTES];
		new SecureRandom().nextBytes(bytes);
		return HexFormat.of().formatHex(bytes);
	}

}
