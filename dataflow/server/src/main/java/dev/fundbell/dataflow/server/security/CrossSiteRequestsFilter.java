package dev.fundbell.dataflow.server.security;

import java.io.IOException;
import java.net.URI;
import java.util.Set;

import javax.servlet.FilterChain;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Servlet filter against cross-site request forgery (CSRF): it refuses changes that a
 * page of another site requests. A browser sends the operator's saved password for any
 * page, and reaches a server on 127.0.0.1 for any page. Without this filter, visiting
 * such a page would be enough to launch tasks. Programs send no origin and pass.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class CrossSiteRequestsFilter extends OncePerRequestFilter {

	private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String origin = request.getHeader(HttpHeaders.ORIGIN);
		if (HARMLESS.contains(request.getMethod()) || origin == null || isOwn(origin, request)) {
			chain.doFilter(request, response);
		}
		else {
			response.sendError(HttpStatus.FORBIDDEN.value(), "Pages of other sites may change nothing here");
		}
	}

	private static boolean isOwn(String origin, HttpServletRequest request) {
		String authority = authority(origin);
		return authority != null && authority.equalsIgnoreCase(request.getHeader(HttpHeaders.HOST));
	}

	private static @Nullable String authority(String origin) {
		try {
			return URI.create(origin).getAuthority();
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
