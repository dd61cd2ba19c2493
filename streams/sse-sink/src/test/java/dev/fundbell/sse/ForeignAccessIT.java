package dev.fundbell.sse;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Access of those who are not the user: foreign pages, other users, tokens that are none.
 */
class ForeignAccessIT extends HardenedSink {

	/** Another site reads the stream of a user who is signed in here. */
	@Test
	void sendsTheHeadersOfItsFiltersWithTheStream() throws Exception {
		try (RawClient client = new RawClient(this.port)) {
			String response = client.send(subscription("Origin: https://shop.example\n"))
				.readUntil("data: connect completed\n\n");
			assertThat(response).startsWith("HTTP/1.1 200 OK\r\n")
				.containsIgnoringCase("\r\nContent-Type: text/event-stream\r\n")
				.containsIgnoringCase("\r\nConnection: close\r\n")
				.containsIgnoringCase("\r\nX-Accel-Buffering: no\r\n")
				.containsIgnoringCase("\r\nX-Content-Type-Options: nosniff\r\n")
				.containsIgnoringCase("\r\nContent-Security-Policy: default-src 'none'; ")
				.containsIgnoringCase("\r\nCache-Control: no-store, no-transform\r\n")
				.containsIgnoringCase("\r\nAccess-Control-Allow-Origin: https://shop.example\r\n")
				.doesNotContainIgnoringCase("Content-Length")
				.doesNotContainIgnoringCase("Transfer-Encoding");
		}
		try (RawClient client = new RawClient(this.port)) {
			assertThat(client.send(subscription("Origin: https://evil.example\n")).readUntil("Invalid CORS request"))
				.startsWith("HTTP/1.1 403 ");
		}
	}

	/** Paths that look like the user's own. */
	@ParameterizedTest
	@ValueSource(strings = { "%s/", "0%s", "+%s", "%s;x=1", "%s/../1", "" })
	void acceptsTheUsersOwnPathAlone(String path) throws Exception {
		try (RawClient client = new RawClient(this.port)) {
			String response = client
				.send("GET /api/notification/subscribe/" + path.formatted(this.user) + " HTTP/1.1\nHost: localhost\n"
						+ "Authorization: Bearer " + this.token + "\nConnection: close\n\n")
				.readToEnd(Duration.ofSeconds(5));
			assertThat(response).matches("(?s)HTTP/1.1 4\\d\\d .*").doesNotContain("connect completed");
		}
	}

	/** The name that Spring gives to somebody without a token. */
	@Test
	void knowsNoUserWithoutAToken() throws Exception {
		try (RawClient client = new RawClient(this.port)) {
			String response = client
				.send("GET /api/notification/subscribe/anonymousUser HTTP/1.1\nHost: localhost\nConnection: close\n\n")
				.readToEnd(Duration.ofSeconds(5));
			assertThat(response).startsWith("HTTP/1.1 401");
		}
	}

	/** Tokens without a signature, or with that of another token. */
	@ParameterizedTest
	@ValueSource(strings = { "none", "HS256", "HS512", "RS256" })
	void believesNoTokenThatIsNotSigned(String algorithm) throws Exception {
		Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
		String claims = "{\"sub\":\"" + this.user + "\",\"exp\":" + (this.clock.instant().getEpochSecond() + 600) + "}";
		String forged = base64.encodeToString(("{\"alg\":\"" + algorithm + "\"}").getBytes(StandardCharsets.US_ASCII))
				+ "." + base64.encodeToString(claims.getBytes(StandardCharsets.US_ASCII)) + ".";
		String signature = this.token.substring(this.token.lastIndexOf('.') + 1);
		assertThat(get("/api/notification/subscribe/" + this.user, forged).statusCode()).isEqualTo(401);
		assertThat(get("/api/notification/subscribe/" + this.user, forged + signature).statusCode()).isEqualTo(401);
	}

	/** Libraries add the header by themselves, and a browser asks whether they may. */
	@Test
	void letsAllowedPagesSendTheHeadersOfTheirLibraries() throws Exception {
		try (RawClient client = new RawClient(this.port)) {
			String response = client
				.send(subscription("Origin: https://shop.example\nConnection: close\n"
						+ "Access-Control-Request-Method: GET\nAccess-Control-Request-Headers: x-requested-with\n")
					.replaceFirst("GET", "OPTIONS")
					.replaceFirst("Authorization: .*\n", ""))
				.readToEnd(Duration.ofSeconds(5));
			assertThat(response).startsWith("HTTP/1.1 200")
				.containsIgnoringCase("Access-Control-Allow-Headers: x-requested-with");
		}
	}

	/** A page elsewhere that makes the browser send a request with its cookie. */
	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "-, -, 200", "same-origin, -, 200", "same-origin, https://own.example, 200", "none, -, 200",
					"cross-site, https://shop.example, 200", "-, https://shop.example, 200",
					"cross-site, https://evil.example, 403", "same-site, https://evil.example, 403",
					"-, https://evil.example, 403", "cross-site, null, 403", "same-site, -, 403" })
	void changesNothingForAPageOfAForeignOrigin(String site, String origin, int status) throws Exception {
		try (RawClient client = new RawClient(this.port)) {
			String response = client
				.send("PUT /api/notifications/read HTTP/1.1\nHost: localhost\nConnection: close\nContent-Length: 0\n"
						+ "Cookie: fundbell-token=" + this.token + "\n"
						+ ((site != null) ? "Sec-Fetch-Site: " + site + "\n" : "")
						+ ((origin != null) ? "Origin: " + origin + "\n" : "") + "\n")
				.readToEnd(Duration.ofSeconds(5));
			assertThat(response).startsWith("HTTP/1.1 " + status);
		}
	}

	/** Behind a proxy that ends TLS the page's origin is not that of the request. */
	@Test
	void knowsItsOwnPageBehindAProxy() throws Exception {
		try (RawClient client = new RawClient(this.port)) {
			String response = client
				.send("PUT /api/notifications/read HTTP/1.1\nHost: notify.example\nConnection: close\n"
						+ "Content-Length: 0\nAuthorization: Bearer " + this.token
						+ "\nOrigin: https://notify.example\nSec-Fetch-Site: same-origin\n\n")
				.readToEnd(Duration.ofSeconds(5));
			assertThat(response).startsWith("HTTP/1.1 200");
		}
	}

	/** The demo's guests: requests that a proxy passes on may come from anywhere. */
	@ParameterizedTest
	@ValueSource(strings = { "X-Forwarded-For: 127.0.0.1", "Forwarded: for=127.0.0.1",
			"Authorization: Bearer no.such.token", "Cookie: fundbell-token=x" })
	void takesNoGuestFromElsewhereNorOneWithABadToken(String header) throws Exception {
		try (RawClient client = new RawClient(this.port)) {
			String response = client
				.send("GET /api/notification/subscribe/" + this.user + " HTTP/1.1\nHost: localhost\nConnection: close\n"
						+ header + "\n\n")
				.readToEnd(Duration.ofSeconds(5));
			assertThat(response).startsWith("HTTP/1.1 401");
		}
	}

	/** A token where it would end up in logs, and one in a cookie that has expired. */
	@Test
	void takesNoTokenFromAUrl() throws Exception {
		assertThat(get("/api/me?access_token=" + this.token, null).statusCode()).isEqualTo(401);
		HttpResponse<String> response = get("/api/me", "expired." + this.token);
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
		assertThat(response.headers().firstValue("WWW-Authenticate")).get().asString().startsWith("Bearer");
	}

	/** Another user's notification, and one that does not exist: no difference shows. */
	@Test
	void doesNotTellWhetherAnothersNotificationExists() throws Exception {
		long foreign = this.rows.published(this.rows.user("en"), this.clock.instant());
		HttpResponse<String> another = send("PUT", "/api/notifications/" + foreign + "/read", this.token);
		HttpResponse<String> unknown = send("PUT", "/api/notifications/" + (foreign + 1000) + "/read", this.token);
		assertThat(another.statusCode()).isEqualTo(404);
		assertThat(another.body().replace(Long.toString(foreign), "#"))
			.isEqualTo(unknown.body().replace(Long.toString(foreign + 1000), "#"));
	}

}
