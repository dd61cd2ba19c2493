package dev.fundbell.sse.security;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Failure analyzer that tells the operator how to configure a key to verify tokens with.
 */
class NoVerificationKeyFailureAnalyzer extends AbstractFailureAnalyzer<NoVerificationKeyException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, NoVerificationKeyException cause) {
		return new FailureAnalysis(cause.getMessage(), """
				Set one of spring.security.oauth2.resourceserver.jwt.issuer-uri, .jwk-set-uri or .public-key-location. \
				For a try on this machine alone, run with the profile "local", which has a sign-in of its own.""",
				cause);
	}

}
