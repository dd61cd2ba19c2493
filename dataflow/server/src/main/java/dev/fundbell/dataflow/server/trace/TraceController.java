package dev.fundbell.dataflow.server.trace;

import dev.fundbell.dataflow.server.InvalidRequestException;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** REST API of the traces. Each look is entered in the audit log first. */
@RestController
@RequestMapping("/traces")
class TraceController {

	private static final int MOST = 200;

	private final Traces traces;

	private final TraceAudit audit;

	TraceController(Traces traces, TraceAudit audit) {
		this.traces = traces;
		this.audit = audit;
	}

	/**
	 * Shows how a notification was created, and how far it has come.
	 * @param id its id
	 */
	@GetMapping("/notifications/{id}")
	ShownTrace notification(@PathVariable String id) {
		long number = number(id);
		this.audit.record("notification", number);
		return this.traces.ofNotification(number);
	}

	/**
	 * Shows a user's latest notifications, the latest first.
	 * @param id the user's id
	 * @param limit how many, at most 200
	 */
	@GetMapping("/users/{id}")
	ShownUser user(@PathVariable String id, @RequestParam(defaultValue = "20") int limit) {
		if (limit < 1 || limit > MOST) {
			throw new InvalidRequestException("limit is from 1 to " + MOST + ", not " + limit + ".");
		}
		long number = number(id);
		this.audit.record("user", number);
		return this.traces.ofUser(number, limit);
	}

	private static long number(String text) {
		if (!text.matches("\\d{1,18}")) {
			throw new InvalidRequestException("'" + text + "' is no id: it is a number.");
		}
		return Long.parseLong(text);
	}

}
