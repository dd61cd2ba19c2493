package dev.fundbell.example.online;

import dev.fundbell.database.Cancellation;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** REST endpoint by which users cancel their participations. */
@RestController
class RefundsController {

	private final Refunds refunds;

	RefundsController(Refunds refunds) {
		this.refunds = refunds;
	}

	@DeleteMapping("/participations/{participationId}")
	ResponseEntity<Cancelled> cancel(@PathVariable long participationId) {
		Cancellation.Result result = this.refunds.cancel(participationId).result();
		return ResponseEntity.status(status(result)).body(new Cancelled(result));
	}

	private static HttpStatus status(Cancellation.Result result) {
		return switch (result) {
			case BEING_CLOSED -> HttpStatus.CONFLICT;
			case NOT_ACTIVE -> HttpStatus.NOT_FOUND;
			default -> HttpStatus.OK;
		};
	}

	/**
	 * Answer to the one who cancels.
	 *
	 * @param result the outcome for the participation
	 */
	record Cancelled(Cancellation.Result result) {

	}

}
