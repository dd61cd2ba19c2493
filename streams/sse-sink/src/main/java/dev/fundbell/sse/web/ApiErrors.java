package dev.fundbell.sse.web;

import dev.fundbell.sse.hub.SubscriptionRefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Error responses of the API, as {@code application/problem+json}. */
@RestControllerAdvice
class ApiErrors extends ResponseEntityExceptionHandler {

	private static final Logger log = LoggerFactory.getLogger(ApiErrors.class);

	private static final String SOON = "5";

	@ExceptionHandler
	ResponseEntity<ProblemDetail> refused(SubscriptionRefusedException ex) {
		return unavailable(String.valueOf(ex.getMessage()), Long.toString(ex.retryAfter().toSeconds()));
	}

	@ExceptionHandler({ DataAccessException.class, TransactionException.class })
	ResponseEntity<ProblemDetail> databaseAway(Exception ex) {
		log.warn("A request is answered with 503, because the database does not answer: {}", ex.toString());
		return unavailable("The notifications cannot be read at this moment.", SOON);
	}

	private static ResponseEntity<ProblemDetail> unavailable(String detail, String retryAfter) {
		return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
			.header(HttpHeaders.RETRY_AFTER, retryAfter)
			.body(ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, detail));
	}

}
