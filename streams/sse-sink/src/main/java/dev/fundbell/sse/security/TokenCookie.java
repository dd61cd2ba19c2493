package dev.fundbell.sse.security;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.util.WebUtils;

/**
 * Cookie that carries a browser's token, since an {@code EventSource} cannot set headers
 * and a token in a URL ends up in logs.
 */
public final class TokenCookie {

	/** The cookie's name. */
	public static final String NAME = "fundbell-token";

	private static final RequestMatcher SAFE = (request) -> switch (request.getMethod()) {
		case "GET", "HEAD", "OPTIONS", "TRACE" -> true;
		default -> false;
	};

	private TokenCookie() {
	}

	/** Takes the token from the Authorization header or else from the cookie. */
	static BearerTokenResolver resolver() {
		DefaultBearerTokenResolver header = new DefaultBearerTokenResolver();
		return (request) -> {
			String token = header.resolve(request);
			return (token != null) ? token : token(request);
		};
	}

	/**
	 * Matches requests that a foreign page could have made the browser send: they change
	 * something, and only a cookie says who sends them.
	 */
	static RequestMatcher needsCsrfProtection() {
		return (request) -> !SAFE.matches(request) && request.getHeader(HttpHeaders.AUTHORIZATION) == null
				&& token(request) != null;
	}

	private static @Nullable String token(HttpServletRequest request) {
		Cookie cookie = WebUtils.getCookie(request, NAME);
		return (cookie != null && !cookie.getValue().isEmpty()) ? cookie.getValue() : null;
	}

}
