package dev.fundbell.sse.security;

import java.io.IOException;
import java.time.Duration;

import dev.fundbell.sse.address.FailedSignIns;
import dev.fundbell.sse.hub.SseFrame;
import dev.fundbell.sse.hub.SseHub;
import dev.fundbell.sse.transport.EventStreams;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Responses to requests that Spring Security refuses, in the form of the API's other
 * errors.
 */
final class ProblemResponses implements AuthenticationEntryPoint, AccessDeniedHandler {

	private final BearerTokenAuthenticationEntryPoint challenge = new BearerTokenAuthenticationEntryPoint();

	private final RequestMatcher forgeries;

	private final SseHub hub;

	ProblemResponses(RequestMatcher forgeries, SseHub hub) {
		this.forgeries = forgeries;
		this.hub = hub;
	}

	@Override
	public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
			throws IOException {
		if (failure instanceof AuthenticationServiceException) {
			// Such as an issuer that does not give its keys: not the client's fault.
			String reason = "Tokens cannot be verified at this moment.";
			later(request, response, HttpStatus.SERVICE_UNAVAILABLE, this.hub.refusal(reason).retryAfter(), reason);
			return;
		}
		if (failure instanceof TooManySignInsException) {
			later(request, response, HttpStatus.TOO_MANY_REQUESTS, FailedSignIns.PERIOD,
					String.valueOf(failure.getMessage()));
			return;
		}
		this.challenge.commence(request, response, failure);
		write(response, HttpStatus.valueOf(response.getStatus()), "A valid token is needed.");
	}

	/** An EventSource would give up for good at any status but 200. */
	private void later(HttpServletRequest request, HttpServletResponse response, HttpStatus status, Duration wait,
			String reason) throws IOException {
		if (request.getRequestURI().startsWith(EventStreams.PATH) && request.getHeader("Prefer") == null) {
			this.hub.countRefusal();
			response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
			response.getOutputStream().print(SseFrame.busy(wait, reason).toString());
			return;
		}
		response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds()));
		write(response, status, reason);
	}

	@Override
	public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
			throws IOException {
		write(response, HttpStatus.FORBIDDEN, this.forgeries.matches(request)
				? "The page that sends this is not of an allowed origin." : "This is another user's.");
	}

	/** The texts are constants and need no escaping. */
	private static void write(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
		response.setStatus(status.value());
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		response.getOutputStream()
			.print("{\"title\":\"" + status.getReasonPhrase() + "\",\"status\":" + status.value() + ",\"detail\":\""
					+ detail + "\"}");
	}

}
