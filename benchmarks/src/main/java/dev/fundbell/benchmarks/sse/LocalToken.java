package dev.fundbell.benchmarks.sse;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signer of the sink's local tokens (JWT, HS256), with the key of its profile
 * {@code local}. It signs in users whom the database does not have.
 */
public final class LocalToken {

	private static final String ALGORITHM = "HmacSHA256";

	private static final String HEADER = "{\"alg\":\"HS256\"}";

	private final Mac mac;

	/**
	 * A signer.
	 * @param key the bytes of the sink's key file
	 * @throws GeneralSecurityException if the key is none
	 */
	public LocalToken(byte[] key) throws GeneralSecurityException {
		this.mac = Mac.getInstance(ALGORITHM);
		this.mac.init(new SecretKeySpec(key, ALGORITHM));
	}

	/**
	 * Signs a token.
	 * @param userId its user
	 * @param expiry until when it is valid
	 * @return the token
	 */
	public String of(long userId, Instant expiry) {
		String claims = "{\"sub\":\"%d\",\"exp\":%d}".formatted(userId, expiry.getEpochSecond());
		String signed = base64(HEADER.getBytes(StandardCharsets.UTF_8)) + "."
				+ base64(claims.getBytes(StandardCharsets.UTF_8));
		return signed + "." + base64(this.mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
	}

	private static String base64(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}
