package dev.fundbell.sms.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.fundbell.sms.StubServer;
import dev.fundbell.sms.StubServer.Request;
import dev.fundbell.sms.StubServer.Response;
import dev.fundbell.sms.gateway.HttpProperties.Query;
import dev.fundbell.sms.gateway.SendResult.Outcome;
import dev.fundbell.sms.text.PhoneNumber;
import dev.fundbell.sms.text.SmsCharset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests of a gateway that is described by options, over real HTTP. */
class HttpSmsGatewayTests {

	private static final String BODY = """
			{"recipients": [{"phone": "{{to}}"}], "sender": "{{from}}", "content": {"text": "{{text}}", "n": 1},
			 "ref": "{{reference}}", "kind": "{{kind}}", "country": "{{country}}", "local": "{{national}}"}
			""";

	private static final Set<SmsStatus.State> KNOWN = EnumSet.of(SmsStatus.State.DELIVERED, SmsStatus.State.SENT,
			SmsStatus.State.NOT_SENT);

	private final StubServer server = new StubServer();

	private final HttpCalls calls = new HttpCalls("gateway", Duration.ofSeconds(5), Duration.ofSeconds(1));

	@AfterEach
	void close() {
		this.calls.close();
		this.server.close();
	}

	@Test
	void fillsTheTemplateSoThatNoTextBreaksOutOfItsString() {
		this.server.respond(200, "{\"result\":\"ok\",\"data\":{\"id\":77}}");
		SendResult result = send(gateway(), "say \"hi\", \\ } {{to}}\n끝");
		assertThat(result).isEqualTo(SendResult.accepted("77"));
		Request request = this.server.requests().get(0);
		assertThat(request.path()).isEqualTo("/send?x=a%2Bb%20c");
		assertThat(request.header("Authorization")).isEqualTo("Bearer key");
		assertThat(request.header("Idempotency-key")).isEqualTo("a+b c");
		assertThat(request.json().at("/content/text").asString()).isEqualTo("say \"hi\", \\ } {{to}}\n끝");
		assertThat(request.json().at("/recipients/0/phone").asString()).isEqualTo("+821012345678");
		assertThat(request.json().at("/local").asString()).isEqualTo("01012345678");
		assertThat(request.json().at("/country").asString()).isEqualTo("82");
		assertThat(request.json().at("/sender").asString()).isEqualTo("15880000");
		assertThat(request.json().at("/kind").asString()).isEqualTo("SMS");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "[] | []", "{} | {}", "{\"a\": [{}, [], null, true, 1.5]} | {\"a\":[{},[],null,true,1.5]}",
					"{\"kinds\": \"{{ kind }}-{{kind}}\"} | {\"kinds\":\"SMS-SMS\"}",
					"[\"a\\\"b\\\\\", \"{{text}}\", 7] | [\"a\\\"b\\\\\",\"text\",7]" })
	void keepsTheDocumentAroundThePlaceholders(String body, String sent) {
		send(gateway(this.server.url(), body, null, null), "text");
		assertThat(this.server.requests().get(0).body()).isEqualTo(sent);
	}

	@ParameterizedTest
	@CsvSource({ "200, ok, ACCEPTED", "202, queued, ACCEPTED", "200, busy, TEMPORARY", "200, no-credit, UNAVAILABLE",
			"200, bad-number, REFUSED", "400, busy, TEMPORARY", "400, bad-number, REFUSED", "429, ok, TEMPORARY",
			"503, , UNKNOWN", "409, , UNKNOWN", "408, , UNKNOWN", "200, , UNKNOWN", "500, , UNKNOWN", "502, , UNKNOWN",
			"504, , UNKNOWN", "401, , UNAVAILABLE", "402, , UNAVAILABLE", "403, , UNAVAILABLE", "404, , UNAVAILABLE",
			"301, , UNAVAILABLE", "422, , REFUSED" })
	void readsWhatTheAnswerMeans(int status, String result, Outcome outcome) {
		this.server.respond(status, (result != null) ? "{\"result\":\"" + result + "\"}" : "no json");
		assertThat(send(gateway(), "text").outcome()).isEqualTo(outcome);
	}

	@ParameterizedTest
	@CsvSource({ "7, PT7S", "0, PT0S", "soon,", "99999999999," })
	void passesOnForHowLongTheGatewayWantsToBeLeftAlone(String header, Duration wanted) {
		this.server.respond((request) -> new Response(429, "", Map.of("Retry-After", header)));
		assertThat(send(gateway(), "text").retryAfter()).isEqualTo(wanted);
	}

	@Test
	void takesEverySuccessForAcceptedWhereNoResultIsLookedFor() {
		this.server.respond(204, "");
		assertThat(send(withoutResult(), "text")).isEqualTo(SendResult.accepted(null));
	}

	@Test
	void doesNotKnowWhatBecameOfACallWithoutAnAnswer() {
		this.server.respond((request) -> StubServer.SILENCE);
		assertThat(send(gateway(), "text").outcome()).as("no answer in time").isEqualTo(Outcome.UNKNOWN);
		this.server.respond((request) -> StubServer.BROKEN_CONNECTION);
		assertThat(send(gateway(), "text").outcome()).as("the connection breaks").isEqualTo(Outcome.UNKNOWN);
		assertThat(this.server.requests()).as("neither is repeated").hasSize(2);
	}

	@Test
	void knowsThatAGatewayThatCannotBeReachedHasNothing() {
		HttpSmsGateway gateway = gateway();
		this.server.close();
		assertThat(send(gateway, "text").outcome()).isEqualTo(Outcome.TEMPORARY);
	}

	@ParameterizedTest
	@CsvSource({ "200, delivered, SENT", "200, failed, NOT_SENT", "200, unheard-of, NOT_FOUND",
			"200, pending, CANNOT_TELL", "200, arrived, DELIVERED", "404, , NO_SUCH_PAGE", "404, unheard-of, NOT_FOUND",
			"500, delivered, CANNOT_TELL", "200, , CANNOT_TELL" })
	void asksByOurReference(int status, String state, SmsStatus.State answer) {
		this.server.respond(status, (state != null) ? "{\"state\":\"" + state + "\",\"id\":\"M1\"}" : "");
		SmsStatus said = status(gateway());
		assertThat(said.state()).isEqualTo(answer);
		assertThat(said.messageId()).isEqualTo(KNOWN.contains(answer) ? "M1" : null);
		assertThat(this.server.requests().get(0).path()).isEqualTo("/status/a%2Bb%20c");
	}

	@Test
	void cannotAskWhereNoQueryIsConfigured() {
		assertThat(status(withoutResult()).state()).isEqualTo(SmsStatus.State.CANNOT_TELL);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "{\"to\": {{to}}} | not JSON",
			"{\"to\": \"{{phone}}\"} | no placeholder {{phone}}", "{\"to\": \"{{to}}\" | not JSON" })
	void findsMistakesInTheTemplateAtTheStart(String body, String message) {
		assertThatThrownBy(() -> gateway("http://127.0.0.1:1/", body, null, null)).hasMessageContaining(message);
	}

	@Test
	void findsMistakesInTheUrlAtTheStart() {
		assertThatThrownBy(() -> gateway("gateway/send", BODY, null, null))
			.isInstanceOf(IllegalArgumentException.class);
	}

	private HttpSmsGateway gateway() {
		Query query = new Query(this.server.url() + "/status/{{reference}}", "/id", "/state", List.of("arrived"),
				List.of("delivered"), List.of("failed"), List.of("unheard-of"));
		return gateway(this.server.url() + "/send?x={{reference}}", BODY, "/result", query);
	}

	private HttpSmsGateway withoutResult() {
		return gateway(this.server.url() + "/send", BODY, null, null);
	}

	private HttpSmsGateway gateway(String url, String body, String statusPath, Query query) {
		HttpProperties properties = new HttpProperties(url, "POST",
				Map.of("Authorization", "Bearer key", "Idempotency-Key", "{{reference}}"), body, "/data/id", statusPath,
				List.of("ok", "queued"), List.of("busy"), List.of("no-credit"), List.of(429),
				List.of(400, 410, 413, 422), query);
		return new HttpSmsGateway(properties, this.calls, "15880000");
	}

	private static SendResult send(HttpSmsGateway gateway, String text) {
		SmsMessage message = new SmsMessage("a+b c", new PhoneNumber("+821012345678", 82, "01012345678"),
				SmsCharset.UCS_2.text(text));
		return gateway.send(message).toCompletableFuture().join();
	}

	private static SmsStatus status(HttpSmsGateway gateway) {
		return gateway.status(new SmsQuery("a+b c", null, null, Instant.EPOCH)).toCompletableFuture().join();
	}

}
