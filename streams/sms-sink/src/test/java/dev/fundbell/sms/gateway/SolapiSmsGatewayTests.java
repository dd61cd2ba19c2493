package dev.fundbell.sms.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import dev.fundbell.sms.StubServer;
import dev.fundbell.sms.StubServer.Request;
import dev.fundbell.sms.gateway.SendResult.Outcome;
import dev.fundbell.sms.text.PhoneNumber;
import dev.fundbell.sms.text.SmsCharset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of Solapi by its REST API v4, as documented. */
class SolapiSmsGatewayTests {

	private static final Instant NOW = Instant.parse("2026-11-23T03:00:00.123456Z");

	private static final PhoneNumber NUMBER = new PhoneNumber("+821012345678", 82, "01012345678");

	private final StubServer server = new StubServer();

	private final SolapiProperties account = new SolapiProperties(this.server.url(), "key", "secret");

	private final SolapiSignature signature = new SolapiSignature(this.account, Clock.fixed(NOW, ZoneOffset.UTC));

	private final HttpCalls calls = new HttpCalls("solapi", Duration.ofSeconds(5), Duration.ofSeconds(5));

	private final SolapiSmsGateway gateway = new SolapiSmsGateway(this.account, this.calls, this.signature,
			"0212345678");

	@AfterEach
	void close() {
		this.calls.close();
		this.server.close();
	}

	/** As openssl dgst -sha256 -hmac computes it from date and salt. */
	@Test
	void signsDateAndSaltWithTheSecret() {
		assertThat(this.signature.header("2019-07-01T00:41:48Z", "jqsba2jxjnrjor"))
			.isEqualTo("HMAC-SHA256 apiKey=key, date=2019-07-01T00:41:48Z, salt=jqsba2jxjnrjor, "
					+ "signature=4297539ca79c85dd83b60cbddae60942710223ddcafc4bf02275193a649057ce");
	}

	@Test
	void givesEachRequestASignatureOfItsOwn() {
		assertThat(this.signature.header()).isNotEqualTo(this.signature.header())
			.matches(
					"HMAC-SHA256 apiKey=key, date=2026-11-23T03:00:00.123Z, salt=[0-9a-f]{32}, signature=[0-9a-f]{64}");
	}

	@Test
	void keepsTheSecretToItself() {
		assertThat(this.account.toString()).doesNotContain("secret");
	}

	@Test
	void sendsAMessage() {
		this.server.respond(200, "{\"groupId\":\"G1\",\"messageId\":\"M1\",\"statusCode\":\"2000\",\"type\":\"LMS\"}");
		SendResult result = send("가".repeat(46));
		assertThat(result).isEqualTo(SendResult.accepted("M1"));
		Request request = this.server.requests().get(0);
		assertThat(request.path()).isEqualTo("/messages/v4/send");
		assertThat(request.header("Authorization")).startsWith("HMAC-SHA256 apiKey=key, date=");
		assertThat(request.json().path("message").toString())
			.isEqualTo("{\"to\":\"01012345678\",\"country\":\"82\",\"from\":\"0212345678\",\"type\":\"LMS\","
					+ "\"autoTypeDetect\":false,\"text\":\"" + "가".repeat(46)
					+ "\",\"customFields\":{\"reference\":\"fundbell-1-1\"}}");
	}

	@ParameterizedTest
	@CsvSource({ "200, statusCode, 2000, ACCEPTED", "200, statusCode, 3000, ACCEPTED",
			"200, statusCode, 1024, TEMPORARY", "200, statusCode, 1030, UNAVAILABLE",
			"200, statusCode, 1062, UNAVAILABLE", "200, statusCode, 1031, REFUSED", "200, statusCode, 1061, REFUSED",
			"200, other, 1, UNKNOWN", "400, errorCode, ValidationError, REFUSED",
			"402, errorCode, NotEnoughBalance, UNAVAILABLE", "403, errorCode, InvalidAPIKey, UNAVAILABLE",
			"403, errorCode, DuplicatedSignature, TEMPORARY", "404, other, 1, UNAVAILABLE",
			"429, errorCode, TooManyRequests, TEMPORARY", "500, errorCode, InternalError, TEMPORARY",
			"500, other, 1, UNKNOWN", "409, other, 1, UNKNOWN", "502, other, 1, UNKNOWN", "503, other, 1, UNKNOWN" })
	void readsWhatTheAnswerMeans(int status, String property, String value, Outcome outcome) {
		this.server.respond(status, "{\"" + property + "\":\"" + value + "\",\"messageId\":\"M1\"}");
		assertThat(send("text").outcome()).isEqualTo(outcome);
	}

	@Test
	void findsAMessageByItsReferenceAmongThoseToTheNumber() {
		this.server.respond(200, """
				{"messageList": {
				  "M1": {"messageId": "M1", "statusCode": "2000", "customFields": {"reference": "fundbell-7-1"}},
				  "M2": {"messageId": "M2", "statusCode": "3000", "customFields": {"reference": "fundbell-1-1"}},
				  "M3": {"messageId": "M3", "statusCode": "3032", "customFields": {"reference": "fundbell-1-2"}},
				  "M4": {"messageId": "M4", "statusCode": "4000", "customFields": {"reference": "fundbell-1-4"}}}}
				""");
		assertThat(ask("fundbell-1-1", null)).isEqualTo(SmsStatus.sent("M2"));
		assertThat(this.server.requests().get(0).path()).isEqualTo("/messages/v4/list?to=01012345678"
				+ "&startDate=2026-11-23T02:55:00.123456Z&endDate=2026-11-23T04:00:00.123456Z&limit=500");
		assertThat(ask("fundbell-1-2", null)).isEqualTo(new SmsStatus(SmsStatus.State.NOT_SENT, "M3", "3032"));
		assertThat(ask("fundbell-1-4", null)).isEqualTo(new SmsStatus(SmsStatus.State.DELIVERED, "M4", null));
		assertThat(ask("fundbell-1-3", null).state()).isEqualTo(SmsStatus.State.NOT_FOUND);
		assertThat(ask("fundbell-9-1", "M1")).isEqualTo(SmsStatus.sent("M1"));
		assertThat(this.server.requests().get(4).path()).isEqualTo("/messages/v4/list?messageId=M1");
	}

	@Test
	void cannotTellWhereSolapiDoesNotSay() {
		this.server.respond(403, "{\"errorCode\":\"InvalidAPIKey\"}");
		assertThat(ask("fundbell-1-1", null).state()).isEqualTo(SmsStatus.State.CANNOT_TELL);
		this.server.respond(200, "no json");
		assertThat(ask("fundbell-1-1", null).state()).isEqualTo(SmsStatus.State.CANNOT_TELL);
	}

	private SendResult send(String text) {
		return this.gateway.send(new SmsMessage("fundbell-1-1", NUMBER, SmsCharset.EUC_KR.text(text)))
			.toCompletableFuture()
			.join();
	}

	private SmsStatus ask(String reference, String messageId) {
		return this.gateway.status(new SmsQuery(reference, messageId, NUMBER, NOW)).toCompletableFuture().join();
	}

}
