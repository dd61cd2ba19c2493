package dev.fundbell.sms;

import dev.fundbell.sms.FakeGateway.Behaviour;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of delivery receipts over HTTP, signed and with a secret path. */
class ReceiptsIT extends RunningSink {

	private String number;

	private long user;

	@BeforeEach
	void createUser() {
		this.number = SmsRows.number();
		this.user = this.rows.user(this.number);
	}

	@Test
	void moveAMessageOnToThePhoneOrNot() throws Exception {
		long delivered = sent();
		long undelivered = sent();
		assertThat(receive(receipt(delivered, "delivered"))).isEqualTo(204);
		assertThat(receive(receipt(undelivered, "expired"))).isEqualTo(204);
		assertThat(this.rows.stateOf(delivered)).isEqualTo("DELIVERED");
		assertThat(this.rows.stateOf(undelivered)).isEqualTo("UNDELIVERED expired");
		assertThat(this.rows.rowOf(delivered).get("receipt_at")).isNotNull();
		assertThat(get("/actuator/prometheus").body()).contains("fundbell_sms_deliveries_total{state=\"delivered\"}");
		assertThat(get("/actuator/sms?state=UNDELIVERED").body()).contains("\"reason\":\"expired\"");
	}

	@Test
	void areTakenInAnyOrderAndAnyNumber() throws Exception {
		long sms = sent();
		assertThat(receive("[" + receipt(sms, "sent") + "," + receipt(sms, "failed") + "," + receipt(sms, "delivered")
				+ "," + receipt(sms, "failed") + "]"))
			.isEqualTo(204);
		assertThat(this.rows.stateOf(sms)).isEqualTo("DELIVERED");
		assertThat(receive(receipt(sms, "delivered"))).as("a repetition").isEqualTo(204);
	}

	/** A receipt may be faster than the response to the call. */
	@Test
	void letTheUsersNextMessageGo() throws Exception {
		MAIN.script(this.number, Behaviour.ACCEPT_SILENTLY);
		long first = publish(this.user, "first");
		eventually().until(() -> MAIN.attemptsTo(this.number) == 1);
		long second = publish(this.user, "second");
		assertThat(receive(receipt(first, "delivered"))).isEqualTo(204);
		awaitState(second, "SENT");
		assertThat(this.rows.stateOf(first)).isEqualTo("DELIVERED");
	}

	@Test
	void changeNoMessageOfAnotherRoundOrGateway() throws Exception {
		MAIN.script(this.number, Behaviour.REFUSE);
		long failed = publish(this.user, "refused");
		awaitState(failed, "FAILED HTTP_400");
		post("/actuator/sms", "{\"ids\":\"" + this.rows.idOf(failed) + "\"}");
		awaitState(failed, "SENT");
		assertThat(receive(receipt(failed, "failed"))).as("of the first round").isEqualTo(204);
		assertThat(this.rows.stateOf(failed)).isEqualTo("SENT");
		long sms = sent();
		this.rows.jdbc()
			.sql("UPDATE sms_deliveries SET provider = 'spare' WHERE notification_id = ?")
			.param(sms)
			.update();
		assertThat(receive(receipt(sms, "delivered"))).isEqualTo(204);
		assertThat(this.rows.stateOf(sms)).isEqualTo("SENT");
		assertThat(receive("{\"reference\":\"of somebody else\",\"status\":\"delivered\"}")).isEqualTo(204);
	}

	@Test
	void areRefusedWithoutTheirSecrets() throws Exception {
		long sms = sent();
		String json = receipt(sms, "delivered");
		assertThat(post(RECEIPTS, json).statusCode()).as("no signature").isEqualTo(401);
		assertThat(post(RECEIPTS, json, "X-Signature", signature(json + " ")).statusCode()).isEqualTo(401);
		assertThat(post("/sms/receipts/main", json, "X-Signature", signature(json)).statusCode()).isEqualTo(404);
		assertThat(post(RECEIPTS + "0", json, "X-Signature", signature(json)).statusCode()).isEqualTo(404);
		assertThat(post("/sms/receipts/spare", json, "X-Signature", signature(json)).statusCode()).isEqualTo(404);
		assertThat(this.rows.stateOf(sms)).isEqualTo("SENT");
		assertThat(receive("no json")).isEqualTo(400);
		assertThat(receive("\"" + "x".repeat(300_000) + "\"")).isEqualTo(413);
	}

	/** An undelivered message can be sent again, under a new reference. */
	@Test
	void makeAMessageThatCanBeRedriven() throws Exception {
		long sms = sent();
		receive(receipt(sms, "failed"));
		assertThat(post("/actuator/sms", "{\"ids\":\"" + this.rows.idOf(sms) + "\"}").body())
			.contains("\"redriven\":1");
		awaitState(sms, "SENT");
		assertThat(MAIN.receivedBy(this.number)).extracting("reference")
			.containsExactly("fundbell-" + sms + "-1", "fundbell-" + sms + "-2");
	}

	private long sent() {
		long sms = publish(this.user, "text");
		awaitState(sms, "SENT");
		return sms;
	}

}
