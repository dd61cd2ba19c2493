package dev.fundbell.sse.web;

import java.nio.charset.StandardCharsets;

import dev.fundbell.sse.hub.SseFrame;
import dev.fundbell.sse.hub.SseHub;
import dev.fundbell.sse.hub.SubscriptionRefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Error responses of the API, as {@code application/problem+json}. To an event stream
 * that is refused for now the answer is 200, a time after which to come back, and the
 * stream's end, since an {@code EventSource} gives up for good at any other status. A
 * client that asks for it by {@code Prefer: handling=strict} (RFC 7240) gets 503.
 */
@RestControllerAdvice
class ApiErrors extends ResponseEntityExceptionHandler {

	private static final Logger log = LoggerFactory.getLogger(ApiErrors.class);

	private static final String PREFER = "Prefer";

	private static final String STRICT = "handling=strict";

	private static final String SOON = "5";

	private final SseHub hub;

	ApiErrors(SseHub hub) {
		this.hub = hub;
	}

	@ExceptionHandler
	ResponseEntity<?> refused(SubscriptionRefusedException ex, WebRequest request) {
		this.hub.countRefusal();
		String reason = String.valueOf(ex.getMessage());
		if (STRICT.equals(request.getHeader(PREFER))) {
			return unavailable(reason, Long.toString(ex.retryAfter().toSeconds()));
		}
		return ResponseEntity.ok()
			.contentType(MediaType.TEXT_EVENT_STREAM)
			.header(HttpHeaders.CONNECTION, "close")
			.cacheControl(CacheControl.noStore())
			.body(SseFrame.busy(ex.retryAfter(), reason).toString().getBytes(StandardCharsets.UTF_8));
	}

	@ExceptionHandler({ DataAccessException.class, TransactionException.class })
	ResponseEntity<ProblemDetail> databaseAway(Exception ex) {
		log.warn("A request is answered with 503, because the database does not answer: {}", ex.toString());
		return unavailable("The notifications cannot be read at this moment.", SOON);
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> databaseBusy(DatabaseBusyException ex) {
		return unavailable(String.valueOf(ex.getMessage()), SOON);
	}

	private static ResponseEntity<ProblemDetail> unavailable(String detail, String retryAfter) {
		return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
			.header(HttpHeaders.RETRY_AFTER, retryAfter)
			.body(ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, detail));
	}

}
