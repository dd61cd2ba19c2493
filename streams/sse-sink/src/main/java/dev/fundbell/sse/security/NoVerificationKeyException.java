package dev.fundbell.sse.security;

/** Exception at start: no key to verify tokens with is configured. */
class NoVerificationKeyException extends RuntimeException {

	NoVerificationKeyException() {
		super("No key is configured to verify tokens with.");
	}

}
