package dev.fundbell.sse.security;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/**
 * Cache of verified tokens, in front of a decoder. Verifying a signature costs more than
 * all else that a reconnecting client costs. A signature stays valid, so only the times
 * are checked again; a token is kept for a few minutes, so that a key that was withdrawn
 * does not count for longer.
 */
public final class VerifiedTokens implements JwtDecoder {

	private static final Duration AGE = Duration.ofMinutes(5);

	/** Some kilobytes each. */
	private static final int MOST = 20_000;

	private final Cache<String, Jwt> tokens = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(AGE).build();

	private final JwtTimestampValidator times = new JwtTimestampValidator();

	private final JwtDecoder decoder;

	/**
	 * An empty cache.
	 * @param decoder verifies the tokens that are not in it
	 */
	public VerifiedTokens(JwtDecoder decoder) {
		this.decoder = decoder;
	}

	@Override
	public Jwt decode(String token) {
		Jwt verified = this.tokens.getIfPresent(token);
		if (verified == null) {
			verified = this.decoder.decode(token);
			this.tokens.put(token, verified);
			return verified;
		}
		OAuth2TokenValidatorResult result = this.times.validate(verified);
		if (result.hasErrors()) {
			throw new JwtValidationException("The token has expired", result.getErrors());
		}
		return verified;
	}

}
