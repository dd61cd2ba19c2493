package dev.fundbell.dataflow.server;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.hateoas.Link;
import org.springframework.hateoas.mediatype.vnderrors.VndErrors;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/**
 * Answers {@link InvalidRequestException} in Data Flow's own error format, before Data
 * Flow's own advice makes a 500 of it.
 */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
@SuppressWarnings("deprecation") // deprecated by Spring HATEOAS, and what Data Flow and
									// its clients speak
class InvalidRequestAdvice {

	@ExceptionHandler
	ResponseEntity<VndErrors> answer(InvalidRequestException invalid) {
		return ResponseEntity.status(invalid.status())
			.body(new VndErrors(invalid.getClass().getSimpleName(), String.valueOf(invalid.getMessage()),
					Link.of("/")));
	}

}
