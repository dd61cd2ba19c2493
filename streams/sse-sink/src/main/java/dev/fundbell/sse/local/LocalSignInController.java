package dev.fundbell.sse.local;

import java.time.Duration;
import java.util.List;

import dev.fundbell.sse.entity.User;
import dev.fundbell.sse.entity.Users;
import dev.fundbell.sse.security.TokenCookie;

import org.springframework.context.annotation.Profile;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * REST endpoint of the local sign-in: signs a client in as any user, without a password.
 */
@RestController
@RequestMapping("/api/local")
@Profile("local")
class LocalSignInController {

	private static final PageRequest FIRST_USERS = PageRequest.of(0, 50, Sort.by("id"));

	private final Users users;

	private final LocalTokens tokens;

	private final Duration session;

	LocalSignInController(Users users, LocalTokens tokens, LocalProperties properties) {
		this.users = users;
		this.tokens = tokens;
		this.session = properties.session();
	}

	@GetMapping("/users")
	List<LocalUser> users() {
		return this.users.findAll(FIRST_USERS).map(LocalUser::of).getContent();
	}

	@PostMapping("/sign-in")
	ResponseEntity<SignedIn> signIn(@RequestBody SignIn signIn) {
		User user = this.users.findById(signIn.userId())
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such user."));
		String token = this.tokens.issue(user.getId());
		return ResponseEntity.ok()
			.header(HttpHeaders.SET_COOKIE, cookie(token, this.session))
			.body(new SignedIn(user.getId(), user.getName(), user.getLocale().toLanguageTag(), token));
	}

	@PostMapping("/sign-out")
	ResponseEntity<Void> signOut() {
		return ResponseEntity.noContent().header(HttpHeaders.SET_COOKIE, cookie("", Duration.ZERO)).build();
	}

	private static String cookie(String token, Duration age) {
		return ResponseCookie.from(TokenCookie.NAME, token)
			.httpOnly(true)
			.sameSite("Strict")
			.path("/")
			.maxAge(age)
			.build()
			.toString();
	}

	/** Request to sign in as a user. */
	record SignIn(long userId) {

	}

	/** User to choose. */
	record LocalUser(long id, String name, String locale) {

		static LocalUser of(User user) {
			return new LocalUser(user.getId(), user.getName(), user.getLocale().toLanguageTag());
		}

	}

	/** User who is signed in now; the token is for clients without cookies. */
	record SignedIn(long userId, String name, String locale, String token) {

	}

}
