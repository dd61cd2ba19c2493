package dev.fundbell.sse.web;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import dev.fundbell.sse.address.FailedSignIns;
import dev.fundbell.sse.address.StreamSlots;
import dev.fundbell.sse.hub.CloseReason;
import dev.fundbell.sse.hub.Subscriber;
import dev.fundbell.sse.hub.SubscriptionRefusedException;
import dev.fundbell.sse.replay.Replays;
import dev.fundbell.sse.security.TokenCookie;
import dev.fundbell.sse.transport.EventStreams;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.util.StringUtils;

/**
 * Direct way of a request to its event stream, before servlets and filters, which are
 * most of what a connect costs when all clients come back at once. It only takes requests
 * that leave nothing to decide: {@code GET}, from no other origin, with a token of the
 * user in the path. Every other request takes the ordinary way to
 * {@link SubscribeController}, where it is answered or refused.
 */
final class DirectSubscriptions {

	private static final String BEARER = "Bearer ";

	private static final String HEARTBEAT = "heartbeat";

	private static final String UNREAD = "unread";

	private static final String LAST_EVENT_ID = "lastEventId";

	private static final Set<String> PARAMETERS = Set.of(LAST_EVENT_ID, HEARTBEAT, UNREAD);

	/** More digits may overflow a long. */
	private static final int MOST_DIGITS = 18;

	private final JwtDecoder tokens;

	private final Replays replays;

	private final EventStreams streams;

	private final StreamSlots slots;

	private final FailedSignIns failedSignIns;

	/**
	 * A direct way.
	 * @param tokens the decoder that the ordinary way uses
	 * @param replays makes the subscribers
	 * @param streams opens their streams
	 * @param slots limits the streams of an address
	 * @param failedSignIns limits the tokens of an address
	 */
	DirectSubscriptions(JwtDecoder tokens, Replays replays, EventStreams streams, StreamSlots slots,
			FailedSignIns failedSignIns) {
		this.tokens = tokens;
		this.replays = replays;
		this.streams = streams;
		this.slots = slots;
		this.failedSignIns = failedSignIns;
	}

	/**
	 * Opens the stream that a request asks for.
	 * @param request any request
	 * @param response its response
	 * @param callback completed if the stream is opened
	 * @return whether the request is taken; if not, nothing has happened to it
	 */
	boolean take(Request request, Response response, Callback callback) {
		long userId = isPlain(request) ? userInPath(request) : -1;
		if (userId < 0) {
			return false;
		}
		Fields parameters = Request.extractQueryParameters(request);
		Jwt token = isKnown(parameters) ? token(request, userId) : null;
		if (token == null) {
			return false;
		}
		try {
			Subscription subscription = new Subscription(userId, token.getExpiresAt(), lastEventId(request, parameters),
					SubscribeController.isEvent(parameters.getValue(HEARTBEAT)),
					SubscribeController.isEvent(parameters.getValue(UNREAD)));
			open(subscription, this.slots.take(request), request, response, callback);
			return true;
		}
		catch (SubscriptionRefusedException ex) {
			// The ordinary way tells the client.
			return false;
		}
	}

	private void open(Subscription wanted, StreamSlots.Slot slot, Request request, Response response,
			Callback callback) {
		Subscriber subscriber = null;
		try {
			subscriber = this.replays.subscribe(wanted.userId(), wanted.tokenExpiry(), wanted.lastEventId());
			if (wanted.ping()) {
				subscriber.ping();
			}
			if (wanted.unread()) {
				subscriber.countUnread();
			}
			this.streams.open(request, response, subscriber.takeFirst(), slot.watch(subscriber), callback);
		}
		catch (RuntimeException ex) {
			slot.giveBack();
			if (subscriber != null) {
				subscriber.close(CloseReason.CLIENT_GONE);
			}
			throw ex;
		}
	}

	private static boolean isPlain(Request request) {
		HttpFields headers = request.getHeaders();
		return HttpMethod.GET.is(request.getMethod())
				&& request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_1_0
				&& !headers.contains(HttpHeader.ORIGIN) && !headers.contains(HttpHeader.TRANSFER_ENCODING)
				&& !headers.contains(HttpHeader.CONTENT_LENGTH);
	}

	/** Returns the user's id, or -1 if the path is any other. */
	private static long userInPath(Request request) {
		String path = request.getHttpURI().getPath();
		int start = EventStreams.PATH.length();
		if (path == null || !path.startsWith(EventStreams.PATH) || path.length() == start
				|| path.length() > start + MOST_DIGITS || path.charAt(start) == '0') {
			return -1;
		}
		for (int index = start; index < path.length(); index++) {
			if (path.charAt(index) < '0' || path.charAt(index) > '9') {
				return -1;
			}
		}
		return Long.parseLong(path, start, path.length(), 10);
	}

	private static boolean isKnown(Fields parameters) {
		for (Fields.Field parameter : parameters) {
			if (!PARAMETERS.contains(parameter.getName()) || parameter.hasMultipleValues()) {
				return false;
			}
		}
		return true;
	}

	private @Nullable Jwt token(Request request, long userId) {
		String text = token(request);
		if (text == null || this.failedSignIns.areTooMany(request)) {
			return null;
		}
		try {
			Jwt token = this.tokens.decode(text);
			return Long.toString(userId).equals(token.getSubject()) ? token : null;
		}
		catch (JwtException ex) {
			// The ordinary way tells the client what is wrong with it.
			return null;
		}
	}

	private static @Nullable String token(Request request) {
		List<HttpField> authorization = request.getHeaders().getFields(HttpHeader.AUTHORIZATION);
		if (authorization.isEmpty()) {
			return cookie(request);
		}
		String value = authorization.get(0).getValue();
		return (authorization.size() == 1 && value.startsWith(BEARER)) ? value.substring(BEARER.length()) : null;
	}

	private static @Nullable String cookie(Request request) {
		for (HttpCookie cookie : Request.getCookies(request)) {
			if (TokenCookie.NAME.equals(cookie.getName())) {
				return cookie.getValue();
			}
		}
		return null;
	}

	private static @Nullable String lastEventId(Request request, Fields parameters) {
		String header = request.getHeaders().get("Last-Event-ID");
		return StringUtils.hasLength(header) ? header : parameters.getValue(LAST_EVENT_ID);
	}

	/** What a request asks for. */
	private record Subscription(long userId, @Nullable Instant tokenExpiry, @Nullable String lastEventId, boolean ping,
			boolean unread) {

	}

}
