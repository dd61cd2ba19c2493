package dev.fundbell.sse.security;

import dev.fundbell.sse.address.FailedSignIns;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/**
 * Sign-in by a token, which is refused to addresses that have sent too many invalid ones.
 */
final class LimitedSignIns implements AuthenticationManagerResolver<HttpServletRequest> {

	private final AuthenticationManager tokens;

	private final FailedSignIns failures;

	LimitedSignIns(AuthenticationManager tokens, FailedSignIns failures) {
		this.tokens = tokens;
		this.failures = failures;
	}

	@Override
	public AuthenticationManager resolve(HttpServletRequest request) {
		return (token) -> authenticate(token, request);
	}

	private Authentication authenticate(Authentication token, HttpServletRequest request) {
		if (this.failures.areTooMany(request)) {
			throw new TooManySignInsException();
		}
		try {
			return this.tokens.authenticate(token);
		}
		catch (InvalidBearerTokenException ex) {
			this.failures.add(request);
			throw ex;
		}
	}

}
