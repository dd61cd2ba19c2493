package dev.fundbell.sse.web;

import java.io.IOException;

import dev.fundbell.sse.http.EventStreams;
import dev.fundbell.sse.hub.CloseReason;
import dev.fundbell.sse.hub.SseHub;
import dev.fundbell.sse.hub.Subscriber;
import dev.fundbell.sse.replay.Replays;
import dev.fundbell.sse.stream.NotificationsHealth;
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

/** Opens event streams. That the path names the token's user is checked before. */
@RestController
class SubscribeController {

	private final SseHub hub;

	private final NotificationsHealth notifications;

	private final Replays replays;

	private final EventStreams streams;

	SubscribeController(SseHub hub, NotificationsHealth notifications, Replays replays, EventStreams streams) {
		this.hub = hub;
		this.notifications = notifications;
		this.replays = replays;
		this.streams = streams;
	}

	@GetMapping("/api/notification/subscribe/{userId}")
	void subscribe(@PathVariable long userId, @AuthenticationPrincipal Jwt token,
			@RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventIdHeader,
			@RequestParam(name = "lastEventId", required = false) @Nullable String lastEventIdParameter,
			HttpServletRequest request, HttpServletResponse response) throws IOException {
		if (HttpMethod.HEAD.matches(request.getMethod())) {
			this.streams.setHeaders(response);
			return;
		}
		if (!this.notifications.hasBegun()) {
			// What is published until the consumer has its place would never come.
			throw this.hub.refusal("This instance is starting.");
		}
		// The header is newer: a browser sends it when it reconnects to the same URL.
		String lastEventId = StringUtils.hasLength(lastEventIdHeader) ? lastEventIdHeader : lastEventIdParameter;
		Subscriber subscriber = this.hub.join(userId, token.getExpiresAt());
		this.replays.start(subscriber, lastEventId);
		open(request, response, subscriber);
	}

	private void open(HttpServletRequest request, HttpServletResponse response, Subscriber subscriber)
			throws IOException {
		try {
			this.streams.open(request, response, subscriber);
		}
		catch (IOException | RuntimeException ex) {
			subscriber.close(CloseReason.CLIENT_GONE);
			throw ex;
		}
	}

}
