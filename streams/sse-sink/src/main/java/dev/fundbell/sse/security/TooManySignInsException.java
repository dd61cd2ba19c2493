package dev.fundbell.sse.security;

import org.springframework.security.core.AuthenticationException;

/**
 * Exception for a token that is not looked at, since its sender's others were invalid.
 */
class TooManySignInsException extends AuthenticationException {

	TooManySignInsException() {
		super("Too many invalid tokens have come from your address.");
	}

}
