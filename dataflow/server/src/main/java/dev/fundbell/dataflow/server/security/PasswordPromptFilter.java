package dev.fundbell.dataflow.server.security;

import java.io.IOException;

import javax.servlet.FilterChain;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpServletResponseWrapper;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Servlet filter that keeps browsers from asking for a password where one signs in with
 * OAuth2. Once a session has ended Data Flow answers the scripts of a page with a
 * challenge for HTTP Basic, for which the browser opens a dialog, and no password is
 * right. The page itself says that one is signed out.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class PasswordPromptFilter extends OncePerRequestFilter {

	/** Only browsers send it. */
	private static final String SENT_BY_BROWSER = "Sec-Fetch-Mode";

	private final boolean active;

	PasswordPromptFilter(Environment environment) {
		this.active = SignIn.of(environment) == SignIn.OAUTH2;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return !this.active || request.getHeader(SENT_BY_BROWSER) == null;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		chain.doFilter(request, new WithoutChallenge(response));
	}

	private static final class WithoutChallenge extends HttpServletResponseWrapper {

		private WithoutChallenge(HttpServletResponse response) {
			super(response);
		}

		@Override
		public void setHeader(String name, String value) {
			if (!isChallenge(name, value)) {
				super.setHeader(name, value);
			}
		}

		@Override
		public void addHeader(String name, String value) {
			if (!isChallenge(name, value)) {
				super.addHeader(name, value);
			}
		}

		private static boolean isChallenge(String name, String value) {
			return HttpHeaders.WWW_AUTHENTICATE.equalsIgnoreCase(name) && value.startsWith("Basic");
		}

	}

}
