package dev.fundbell.sms.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.fundbell.sms.provider.HttpProperties.Query;
import dev.fundbell.sms.provider.SendResult.Outcome;
import dev.fundbell.sms.provider.StubServer.Received;
import dev.fundbell.sms.text.PhoneNumber;
import dev.fundbell.sms.text.SmsText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Any gateway, as configured, over real HTTP. */
class HttpProviderTests {

	private static final String BODY = """
			{"recipients": [{"phone": "{{to}}"}], "sender": "{{from}}", "content": {"text": "{{text}}", "n": 1},
			 "ref": "{{reference}}", "kind": "{{kind}}", "country": "{{country}}", "local": "{{national}}"}
			""";

	private final StubServer server = new StubServer();

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void fillsTheTemplateSoThatNoTextBreaksOutOfItsString() {
		this.server.answer(200, "{\"result\":\"ok\",\"data\":{\"id\":77}}");
		SendResult result = send(provider(), "say \"hi\", \\ } {{to}}\n끝");
		assertThat(result).isEqualTo(SendResult.accepted("77"));
		Received request = this.server.received().get(0);
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
	@CsvSource({ "200, ok, ACCEPTED", "202, queued, ACCEPTED", "200, busy, TEMPORARY", "200, no-credit, UNAVAILABLE",
			"200, bad-number, REFUSED", "400, busy, TEMPORARY", "400, bad-number, REFUSED", "429, ok, TEMPORARY",
			"503, , TEMPORARY", "200, , UNKNOWN", "500, , UNKNOWN", "502, , UNKNOWN", "504, , UNKNOWN",
			"401, , UNAVAILABLE", "402, , UNAVAILABLE", "403, , UNAVAILABLE", "404, , UNAVAILABLE",
			"301, , UNAVAILABLE", "422, , REFUSED" })
	void readsWhatTheAnswerMeans(int status, String result, Outcome outcome) {
		this.server.answer(status, (result != null) ? "{\"result\":\"" + result + "\"}" : "no json");
		assertThat(send(provider(), "text").outcome()).isEqualTo(outcome);
	}

	@Test
	void takesEverySuccessForAcceptedWhereNoResultIsLookedFor() {
		this.server.answer(204, "");
		assertThat(send(withoutResult(), "text")).isEqualTo(SendResult.accepted(null));
	}

	@Test
	void doesNotKnowWhatBecameOfACallWithoutAnAnswer() {
		this.server.answer(0, "");
		assertThat(send(provider(), "text").outcome()).as("no answer in time").isEqualTo(Outcome.UNKNOWN);
		this.server.breakOff();
		assertThat(send(provider(), "text").outcome()).as("the connection breaks").isEqualTo(Outcome.UNKNOWN);
		assertThat(this.server.received()).as("neither is repeated").hasSize(2);
	}

	@Test
	void knowsThatAGatewayThatCannotBeReachedHasNothing() {
		HttpProvider provider = provider();
		this.server.close();
		assertThat(send(provider, "text").outcome()).isEqualTo(Outcome.TEMPORARY);
	}

	@ParameterizedTest
	@CsvSource({ "200, delivered, SENT", "200, failed, NOT_SENT", "200, unheard-of, NOT_FOUND",
			"200, pending, CANNOT_TELL", "404, , NOT_FOUND", "500, delivered, CANNOT_TELL", "200, , CANNOT_TELL" })
	void asksByOurReference(int status, String state, SmsStatus.Answer answer) {
		this.server.answer(status, (state != null) ? "{\"state\":\"" + state + "\",\"id\":\"M1\"}" : "");
		SmsStatus said = status(provider());
		assertThat(said.answer()).isEqualTo(answer);
		assertThat(said.messageId()).isEqualTo((answer == SmsStatus.Answer.SENT) ? "M1" : null);
		assertThat(this.server.received().get(0).path()).isEqualTo("/status/a%2Bb%20c");
	}

	@Test
	void cannotAskWhereNoQueryIsConfigured() {
		assertThat(status(withoutResult()).answer()).isEqualTo(SmsStatus.Answer.CANNOT_TELL);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "{\"to\": {{to}}} | not JSON",
			"{\"to\": \"{{phone}}\"} | no placeholder {{phone}}", "{\"to\": \"{{to}}\" | not JSON" })
	void findsMistakesInTheTemplateAtTheStart(String body, String message) {
		assertThatThrownBy(() -> provider("http://127.0.0.1:1/", body, null, null)).hasMessageContaining(message);
	}

	@Test
	void findsMistakesInTheUrlAtTheStart() {
		assertThatThrownBy(() -> provider("gateway/send", BODY, null, null))
			.isInstanceOf(IllegalArgumentException.class);
	}

	private HttpProvider provider() {
		Query query = new Query(this.server.url() + "/status/{{reference}}", "/id", "/state", List.of("delivered"),
				List.of("failed"), List.of("unheard-of"));
		return provider(this.server.url() + "/send?x={{reference}}", BODY, "/result", query);
	}

	private HttpProvider withoutResult() {
		return provider(this.server.url() + "/send", BODY, null, null);
	}

	private static HttpProvider provider(String url, String body, String statusPath, Query query) {
		HttpProperties properties = new HttpProperties(url, "POST",
				Map.of("Authorization", "Bearer key", "Idempotency-Key", "{{reference}}"), body, "/data/id", statusPath,
				List.of("ok", "queued"), List.of("busy"), List.of("no-credit"), List.of(429, 503), query);
		return new HttpProvider(properties, new HttpCalls(Duration.ofSeconds(5), Duration.ofSeconds(1), Runnable::run),
				"15880000");
	}

	private static SendResult send(HttpProvider provider, String text) {
		SmsMessage message = new SmsMessage("a+b c", new PhoneNumber("+821012345678", 82, "01012345678"),
				new SmsText(text, 10));
		return provider.send(message).toCompletableFuture().join();
	}

	private static SmsStatus status(HttpProvider provider) {
		return provider.status(new SmsQuery("a+b c", null, null, Instant.EPOCH)).toCompletableFuture().join();
	}

}
