package dev.fundbell.sse.security;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Validator that accepts only tokens whose subject is a user's id: a positive number as
 * its digits.
 */
public final class UserIdSubject implements OAuth2TokenValidator<Jwt> {

	private static final OAuth2Error NO_USER_ID = new OAuth2Error("invalid_token", "The subject is no user id", null);

	@Override
	public OAuth2TokenValidatorResult validate(Jwt token) {
		return isUserId(token.getSubject()) ? OAuth2TokenValidatorResult.success()
				: OAuth2TokenValidatorResult.failure(NO_USER_ID);
	}

	private static boolean isUserId(@Nullable String subject) {
		try {
			return subject != null && Long.parseLong(subject) > 0
					&& subject.equals(Long.toString(Long.parseLong(subject)));
		}
		catch (NumberFormatException ex) {
			return false;
		}
	}

}
