package dev.fundbell.sse.local;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import javax.crypto.SecretKey;

import dev.fundbell.sse.security.UserIdSubject;

import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** Issuer and decoder of the tokens of the local sign-in. */
final class LocalTokens {

	private static final String ISSUER = "fundbell-local";

	private final JwtEncoder encoder;

	private final JwtDecoder decoder;

	private final Clock clock;

	private final Duration session;

	LocalTokens(SecretKey key, Clock clock, Duration session) {
		this.encoder = NimbusJwtEncoder.withSecretKey(key).algorithm(MacAlgorithm.HS256).build();
		this.decoder = decoder(key);
		this.clock = clock;
		this.session = session;
	}

	private static JwtDecoder decoder(SecretKey key) {
		NimbusJwtDecoder decoder = NimbusJwtDecoder.withSecretKey(key).macAlgorithm(MacAlgorithm.HS256).build();
		decoder.setJwtValidator(JwtValidators.createDefaultWithValidators(List.of(new UserIdSubject())));
		return decoder;
	}

	/** Makes a token for a user. */
	String issue(long userId) {
		Instant now = this.clock.instant();
		JwtClaimsSet claims = JwtClaimsSet.builder()
			.issuer(ISSUER)
			.subject(Long.toString(userId))
			.issuedAt(now)
			.expiresAt(now.plus(this.session))
			.build();
		JwsHeader header = JwsHeader.with(MacAlgorithm.HS256).build();
		return this.encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
	}

	JwtDecoder decoder() {
		return this.decoder;
	}

}
