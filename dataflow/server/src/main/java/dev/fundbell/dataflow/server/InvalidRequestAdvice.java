package dev.fundbell.dataflow.server;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.hateoas.Link;
import org.springframework.hateoas.mediatype.vnderrors.VndErrors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/**
 * Exception handler that answers {@link InvalidRequestException} in Data Flow's own error
 * format. It comes before Data Flow's own handler, which would answer 500.
 */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
@SuppressWarnings("deprecation") // deprecated by Spring HATEOAS, and what Data Flow and
									// its clients speak
class InvalidRequestAdvice {

	@ExceptionHandler
	ResponseEntity<VndErrors> answer(InvalidRequestException invalid) {
		return answer(invalid.status(), invalid);
	}

	/**
	 * Data Flow reports most wrong parameters by this exception, with a good sentence,
	 * and answers 500.
	 */
	@ExceptionHandler
	ResponseEntity<VndErrors> answer(IllegalArgumentException invalid) {
		return answer(HttpStatus.BAD_REQUEST, invalid);
	}

	private ResponseEntity<VndErrors> answer(HttpStatus status, Exception reason) {
		String name = reason.getClass().getSimpleName();
		return ResponseEntity.status(status)
			.body(new VndErrors(name, String.valueOf(reason.getMessage()), Link.of("/")));
	}

}
