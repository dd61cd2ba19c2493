package dev.fundbell.example.online;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** REST endpoint that thanks the participants of a funding. */
@RestController
class ThanksController {

	/** As the column has it. */
	private static final int MAX_TEXT = 500;

	private final Thanks thanks;

	ThanksController(Thanks thanks) {
		this.thanks = thanks;
	}

	@PostMapping("/fundings/{fundingId}/thanks")
	Thanked thank(@PathVariable long fundingId, @RequestBody Words words) {
		String text = words.text();
		if (text == null || text.isBlank() || text.codePointCount(0, text.length()) > MAX_TEXT) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "text must have 1 to 500 characters");
		}
		return new Thanked(this.thanks.toParticipantsOf(fundingId, text));
	}

	/**
	 * Words to the participants.
	 *
	 * @param text the text of the notification, up to 500 characters
	 */
	record Words(@Nullable String text) {

	}

	/**
	 * Answer to the one who thanks.
	 *
	 * @param told how many participants will be told
	 */
	record Thanked(int told) {

	}

}
