package dev.fundbell.sse.security;

/** Nothing says whose tokens to trust. */
class NoVerificationKeyException extends RuntimeException {

	NoVerificationKeyException() {
		super("No key is configured to verify tokens with.");
	}

}
