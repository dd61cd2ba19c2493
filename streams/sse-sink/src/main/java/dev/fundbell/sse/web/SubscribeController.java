package dev.fundbell.sse.web;

import java.io.IOException;
import java.util.function.Supplier;

import dev.fundbell.sse.address.StreamSlots;
import dev.fundbell.sse.hub.CloseReason;
import dev.fundbell.sse.hub.Subscriber;
import dev.fundbell.sse.replay.Replays;
import dev.fundbell.sse.transport.EventStreams;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * REST endpoint that opens event streams. Spring Security has checked that the path names
 * the token's user. {@link DirectSubscriptions} takes most requests before they come
 * here.
 */
@RestController
class SubscribeController {

	/** What clients ask for that want heartbeats, or numbers of unread, as events. */
	private static final String EVENT = "event";

	private final Replays replays;

	private final EventStreams streams;

	private final StreamSlots slots;

	SubscribeController(Replays replays, EventStreams streams, StreamSlots slots) {
		this.replays = replays;
		this.streams = streams;
		this.slots = slots;
	}

	@GetMapping(EventStreams.PATH + "{userId}")
	void subscribe(@PathVariable long userId, @AuthenticationPrincipal Jwt token,
			@RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventIdHeader,
			@RequestParam(name = "heartbeat", required = false) @Nullable String heartbeat,
			@RequestParam(name = "unread", required = false) @Nullable String unread, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		if (HttpMethod.HEAD.matches(request.getMethod())) {
			this.streams.setHeaders(response);
			return;
		}
		// The header is newer: a browser sends it when it reconnects to the same URL.
		String lastEventId = StringUtils.hasLength(lastEventIdHeader) ? lastEventIdHeader : lastParameter(request);
		open(request, response, this.slots.take(request),
				() -> subscribe(userId, token, lastEventId, isEvent(heartbeat), isEvent(unread)));
	}

	private Subscriber subscribe(long userId, Jwt token, @Nullable String lastEventId, boolean ping, boolean unread) {
		Subscriber subscriber = this.replays.subscribe(userId, token.getExpiresAt(), lastEventId);
		if (ping) {
			subscriber.ping();
		}
		if (unread) {
			subscriber.countUnread();
		}
		return subscriber;
	}

	/** Whether a client asks for something as an event that others do without. */
	static boolean isEvent(@Nullable String heartbeat) {
		return EVENT.equals(heartbeat);
	}

	private static @Nullable String lastParameter(HttpServletRequest request) {
		String[] values = request.getParameterValues("lastEventId");
		return (values != null) ? values[values.length - 1] : null;
	}

	private void open(HttpServletRequest request, HttpServletResponse response, StreamSlots.Slot slot,
			Supplier<Subscriber> subscription) throws IOException {
		Subscriber subscriber = null;
		try {
			subscriber = subscription.get();
			this.streams.open(request, response, subscriber.takeFirst(), slot.watch(subscriber));
		}
		catch (IOException | RuntimeException ex) {
			slot.giveBack();
			if (subscriber != null) {
				subscriber.close(CloseReason.CLIENT_GONE);
			}
			throw ex;
		}
	}

}
