package dev.fundbell.sse.security;

import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.util.WebUtils;

/**
 * Matcher of cross-site request forgery (CSRF): requests that change something, that only
 * a cookie signs in, and that a page of a foreign origin has made the browser send.
 * Browsers tell that themselves, in {@code Sec-Fetch-Site} and {@code Origin}, so no
 * token is needed, which a page of another host could not read from the sink's cookies.
 */
final class ForgedRequests implements RequestMatcher {

	private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

	private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

	private final CorsConfiguration allowed;

	ForgedRequests(CorsConfiguration allowed) {
		this.allowed = allowed;
	}

	@Override
	public boolean matches(HttpServletRequest request) {
		return !SAFE_METHODS.contains(request.getMethod()) && request.getHeader(HttpHeaders.AUTHORIZATION) == null
				&& TokenCookie.of(request) != null
				&& isForeign(request, request.getHeader("Sec-Fetch-Site"), request.getHeader(HttpHeaders.ORIGIN));
	}

	/** Without either header the request does not come from a browser's page. */
	private boolean isForeign(HttpServletRequest request, @Nullable String site, @Nullable String origin) {
		if (site != null && OWN_SITES.contains(site)) {
			return false;
		}
		if (origin == null) {
			return site != null;
		}
		boolean own = site == null && WebUtils.isSameOrigin(new ServletServerHttpRequest(request));
		return !own && this.allowed.checkOrigin(origin) == null;
	}

}
