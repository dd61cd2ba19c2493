package dev.fundbell.sse.web;

import java.io.IOException;

import dev.fundbell.sse.hub.CloseReason;
import dev.fundbell.sse.hub.SseHub;
import dev.fundbell.sse.hub.Subscriber;
import dev.fundbell.sse.replay.Replays;
import dev.fundbell.sse.stream.ConsumerPositions;
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
 * Opens event streams. Spring Security has checked that the path names the token's user.
 */
@RestController
class SubscribeController {

	private final SseHub hub;

	private final ConsumerPositions positions;

	private final Replays replays;

	private final EventStreams streams;

	SubscribeController(SseHub hub, ConsumerPositions positions, Replays replays, EventStreams streams) {
		this.hub = hub;
		this.positions = positions;
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
		if (!this.positions.hasBegun()) {
			// Events that are published before the consumer has its position are not
			// read.
			throw this.hub.refusal("This instance is starting.");
		}
		// The header is newer: a browser sends it when it reconnects to the same URL.
		String lastEventId = StringUtils.hasLength(lastEventIdHeader) ? lastEventIdHeader : lastEventIdParameter;
		Subscriber subscriber = this.hub.subscribe(userId, token.getExpiresAt());
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
