package dev.fundbell.sse.local;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.fundbell.sse.transport.EventStreams;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;

/**
 * Bearer token resolver for the guests of the profile {@code local}: requests from this
 * machine without a token, as browser code sends them that was written before there were
 * tokens. The path names the user. A request whose path names none belongs to the user
 * whose stream the same page has opened.
 */
final class LocalGuests implements BearerTokenResolver {

	private static final Pattern SUBSCRIPTION = Pattern.compile(EventStreams.PATH + "([1-9][0-9]{0,17})");

	private static final String EXIST = "/api/notification/exist";

	/** The demo has no more pages; a flood of origins must not fill the memory. */
	private static final int MOST_ORIGINS = 100;

	private final Map<String, Long> users = new ConcurrentHashMap<>();

	private final LocalTokens tokens;

	LocalGuests(LocalTokens tokens) {
		this.tokens = tokens;
	}

	@Override
	public @Nullable String resolve(HttpServletRequest request) {
		Long user = isFromThisMachine(request) ? user(request) : null;
		return (user != null) ? this.tokens.issue(user) : null;
	}

	private @Nullable Long user(HttpServletRequest request) {
		String origin = String.valueOf(request.getHeader(HttpHeaders.ORIGIN));
		Matcher subscription = SUBSCRIPTION.matcher(request.getRequestURI());
		if (!subscription.matches()) {
			return request.getRequestURI().equals(EXIST) ? this.users.get(origin) : null;
		}
		long user = Long.parseLong(subscription.group(1));
		if (this.users.size() < MOST_ORIGINS || this.users.containsKey(origin)) {
			this.users.put(origin, user);
		}
		return user;
	}

	/** A request that a proxy passes on may come from anywhere. */
	private static boolean isFromThisMachine(HttpServletRequest request) {
		if (request.getHeader("Forwarded") != null || request.getHeader("X-Forwarded-For") != null) {
			return false;
		}
		try {
			return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
		}
		catch (UnknownHostException ex) {
			return false;
		}
	}

}
