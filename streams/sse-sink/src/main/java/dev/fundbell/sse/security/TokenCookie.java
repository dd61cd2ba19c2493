package dev.fundbell.sse.security;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.web.util.WebUtils;

/**
 * Cookie that carries a browser's token, since an {@code EventSource} cannot set headers
 * and a token in a URL ends up in logs.
 */
public final class TokenCookie {

	/** The cookie's name. */
	public static final String NAME = "fundbell-token";

	private TokenCookie() {
	}

	/**
	 * Takes the token from the Authorization header, or else from the cookie.
	 * @param others asked where there is neither
	 */
	static BearerTokenResolver resolver(BearerTokenResolver others) {
		DefaultBearerTokenResolver header = new DefaultBearerTokenResolver();
		return (request) -> {
			String token = header.resolve(request);
			if (token == null) {
				token = of(request);
			}
			return (token != null) ? token : others.resolve(request);
		};
	}

	/** Returns the token in a request's cookie, if there is one. */
	static @Nullable String of(HttpServletRequest request) {
		Cookie cookie = WebUtils.getCookie(request, NAME);
		return (cookie != null && !cookie.getValue().isEmpty()) ? cookie.getValue() : null;
	}

}
