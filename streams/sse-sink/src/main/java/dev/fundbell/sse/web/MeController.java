package dev.fundbell.sse.web;

import dev.fundbell.sse.entity.User;
import dev.fundbell.sse.entity.Users;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** REST endpoint that tells the page who is signed in. */
@RestController
class MeController {

	private final Users users;

	MeController(Users users) {
		this.users = users;
	}

	@GetMapping("/api/me")
	Me me(Authentication authentication) {
		return this.users.findById(Long.parseLong(authentication.getName()))
			.map(Me::of)
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.UNAUTHORIZED, "There is no such user any more."));
	}

	/**
	 * The signed-in user, as far as the page needs it.
	 *
	 * @param locale a BCP 47 language tag
	 */
	record Me(long userId, String name, String locale) {

		static Me of(User user) {
			return new Me(user.getId(), user.getName(), user.getLocale().toLanguageTag());
		}

	}

}
