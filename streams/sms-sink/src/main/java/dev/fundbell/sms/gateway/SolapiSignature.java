package dev.fundbell.sms.gateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signature that authenticates a request to Solapi: the HMAC-SHA256 of the time and a
 * salt. Solapi accepts each signature once, within 15 minutes of its time.
 */
final class SolapiSignature {

	private static final String ALGORITHM = "HmacSHA256";

	private static final int SALT_BYTES = 16;

	private final String apiKey;

	private final SecretKeySpec secret;

	private final Clock clock;

	private final SecureRandom random = new SecureRandom();

	SolapiSignature(SolapiProperties properties, Clock clock) {
		this.apiKey = properties.apiKey();
		this.secret = new SecretKeySpec(properties.apiSecret().getBytes(StandardCharsets.UTF_8), ALGORITHM);
		this.clock = clock;
	}

	/** The value of the Authorization header for one request. */
	String header() {
		byte[] salt = new byte[SALT_BYTES];
		this.random.nextBytes(salt);
		return header(this.clock.instant().truncatedTo(ChronoUnit.MILLIS).toString(), HexFormat.of().formatHex(salt));
	}

	String header(String date, String salt) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(this.secret);
			byte[] signature = mac.doFinal((date + salt).getBytes(StandardCharsets.UTF_8));
			return "HMAC-SHA256 apiKey=%s, date=%s, salt=%s, signature=%s".formatted(this.apiKey, date, salt,
					HexFormat.of().formatHex(signature));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every JVM has " + ALGORITHM, ex);
		}
	}

}
