package dev.fundbell.dataflow.server.security;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import javax.servlet.FilterChain;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.www.BasicAuthenticationConverter;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Servlet filter that limits sign-in attempts (brute force): after too many wrong
 * passwords within a minute the next is refused with 429 before it is compared. It counts
 * for each user and address, so that a guesser elsewhere does not keep the user out.
 * Bounded in users and addresses. Thread-safe.
 */
class FailedSignInsFilter extends OncePerRequestFilter {

	/** How long sign-ins are refused, from the first that failed on. */
	static final Duration PERIOD = Duration.ofMinutes(1);

	private static final int MOST = 10_000;

	private final BasicAuthenticationConverter credentials = new BasicAuthenticationConverter();

	private final Map<String, Failures> failures = new LinkedHashMap<>();

	private final int limit;

	private final Clock clock;

	/**
	 * @param limit the number of wrong passwords within {@link #PERIOD}; 0 is no limit
	 */
	FailedSignInsFilter(int limit, Clock clock) {
		this.limit = limit;
		this.clock = clock;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String who = (this.limit != 0) ? who(request) : null;
		if (who != null && count(who) >= this.limit) {
			refuse(response);
			return;
		}
		chain.doFilter(request, response);
		if (who != null && response.getStatus() == HttpStatus.UNAUTHORIZED.value()) {
			add(who);
		}
	}

	// An error page would be a request with the same password.
	private static void refuse(HttpServletResponse response) throws IOException {
		response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
		response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(PERIOD.toSeconds()));
		response.setContentType(MediaType.TEXT_PLAIN_VALUE);
		response.getWriter().print("Too many wrong passwords: wait for a minute.");
	}

	private @Nullable String who(HttpServletRequest request) {
		try {
			UsernamePasswordAuthenticationToken given = this.credentials.convert(request);
			return (given != null) ? request.getRemoteAddr() + " " + given.getName() : null;
		}
		catch (AuthenticationException ex) {
			// No user is named: there is nothing to guess.
			return null;
		}
	}

	private int count(String who) {
		Failures known = known(who);
		return (known != null) ? known.count : 0;
	}

	private synchronized @Nullable Failures known(String who) {
		Failures known = this.failures.get(who);
		return (known != null && known.until.isAfter(this.clock.instant())) ? known : null;
	}

	private synchronized void add(String who) {
		Failures known = known(who);
		this.failures.remove(who);
		if (this.failures.size() >= MOST) {
			this.failures.remove(this.failures.keySet().iterator().next());
		}
		this.failures.put(who, (known != null) ? new Failures(known.count + 1, known.until)
				: new Failures(1, this.clock.instant().plus(PERIOD)));
	}

	private record Failures(int count, Instant until) {
	}

}
