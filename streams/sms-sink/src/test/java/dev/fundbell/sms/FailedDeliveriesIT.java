package dev.fundbell.sms;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.event.NotificationEventJson;
import dev.fundbell.sms.FakeGateway.Behaviour;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of messages that no gateway takes or answers, and of what an operator can do. */
class FailedDeliveriesIT extends RunningSink {

	private String number;

	private long user;

	@BeforeEach
	void createUser() {
		this.number = SmsRows.number();
		this.user = this.rows.user(this.number);
	}

	@Test
	void goToNoOtherGatewayWhereOneRefuses() {
		refused();
		assertThat(MAIN.attemptsTo(this.number)).isEqualTo(1);
		assertThat(SPARE.attemptsTo(this.number)).isZero();
	}

	@Test
	void leaveTheirRecordInTheDeadLetterTopic() {
		NotificationEvent event = refused();
		ConsumerRecord<byte[], byte[]> letter = deadLetter(event);
		assertThat(reason(letter)).isEqualTo("The SMS could not be sent: HTTP_400");
		assertThat(letter.value()).isEqualTo(NotificationEventJson.write(event));
		assertThat(new String(letter.key(), StandardCharsets.UTF_8)).startsWith(TOPIC + "-0-");
	}

	@Test
	void areListedWithTheirReasonsAndWithoutNumbers() throws Exception {
		long id = idOfRefused();
		assertThat(list(id, 1)).contains("\"id\":" + id, "\"state\":\"FAILED\"", "HTTP_400", "\"gateway\":\"main\"")
			.doesNotContain(this.number.substring(1));
	}

	@Test
	void areListedByPages() throws Exception {
		long first = idOfRefused();
		MAIN.script(this.number, Behaviour.REFUSE);
		long second = idOfRefused();
		assertThat(list(first, 1)).contains("\"next\":" + first);
		assertThat(list(second, 1)).contains("\"id\":" + second).doesNotContain("\"id\":" + first);
		assertThat(list(second, 2)).contains("\"next\":null");
	}

	/** Programs that read version 0.1 find its names. */
	@Test
	void areListedUnderFormerNamesToo() throws Exception {
		assertThat(list(idOfRefused(), 1)).contains("\"provider\":\"main\"", "\"providerMessageId\":null");
	}

	@Test
	void areSentAgainUnderANewReferenceWhenRedriven() throws Exception {
		NotificationEvent event = refused();
		assertThat(redrive("{\"ids\":\"" + this.rows.idOf(event.notificationId()) + "\"}")).contains("\"redriven\":1");
		awaitState(event, "SENT");
		assertThat(MAIN.receivedBy(this.number)).extracting("reference")
			.containsExactly("fundbell-" + event.notificationId() + "-2");
	}

	@Test
	void areAllRedrivenAtOnce() throws Exception {
		NotificationEvent event = refused();
		assertThat(redrive("{\"all\":true}")).doesNotContain("\"redriven\":0");
		awaitState(event, "SENT");
	}

	@Test
	void areNotRedrivenOnceTheyAreSent() throws Exception {
		long sent = publish(this.user, "sent");
		awaitState(sent, "SENT");
		assertThat(redrive("{\"ids\":\"" + this.rows.idOf(sent) + "\"}")).contains("\"redriven\":0");
	}

	@Test
	void areRedrivenOnlyIfTheOperatorSaysWhich() throws Exception {
		assertThat(redrive("{}")).contains("\"status\":400");
	}

	@Test
	void areAskedAboutAndSentAgainOnlyIfTheGatewayHasNeverGotThem() throws Exception {
		String taken = SmsRows.number();
		String lost = SmsRows.number();
		String broken = SmsRows.number();
		MAIN.script(taken, Behaviour.ACCEPT_SILENTLY);
		MAIN.script(lost, Behaviour.LOSE);
		MAIN.script(broken, Behaviour.BREAK);
		long takenOne = publish(this.rows.user(taken), "taken");
		long lostOne = publish(this.rows.user(lost), "lost");
		long brokenOne = publish(this.rows.user(broken), "broken");
		awaitState(takenOne, "UNKNOWN TimeoutException");
		awaitState(lostOne, "UNKNOWN TimeoutException");
		awaitState(brokenOne, "UNKNOWN HTTP_500");
		long id = this.rows.idOf(lostOne);
		assertThat(redrive("{\"ids\":\"" + id + "\"}")).contains("\"redriven\":0");
		assertThat(list(id, 1)).contains("UNKNOWN");

		this.clock.advance(Duration.ofSeconds(31));
		awaitState(takenOne, "SENT");
		assertThat(this.rows.stateOf(lostOne)).startsWith("UNKNOWN");
		this.clock.advance(Duration.ofMinutes(5));
		awaitState(lostOne, "SENT");
		awaitState(brokenOne, "SENT");
		assertThat(MAIN.receivedBy(lost)).extracting("reference").containsExactly("fundbell-" + lostOne + "-1");
		assertThat(MAIN.attemptsTo(taken)).isEqualTo(1);
		assertThat(MAIN.attemptsTo(lost)).isEqualTo(2);
		assertThat(SPARE.attemptsTo(lost)).isZero();
	}

	@Test
	void areListedByStateToo() throws Exception {
		long id = idOfRefused();
		assertThat(get("/actuator/sms?state=failed&limit=1&after=" + (id - 1)).body()).contains("\"id\":" + id);
		assertThat(get("/actuator/sms?state=HELD").body()).doesNotContain("\"id\":" + id);
		assertThat(get("/actuator/sms?state=odd").statusCode()).isEqualTo(400);
	}

	private NotificationEvent refused() {
		MAIN.script(this.number, Behaviour.REFUSE);
		NotificationEvent event = event(this.user, "refused");
		this.topics.publish(event);
		awaitState(event, "FAILED HTTP_400");
		return event;
	}

	private long idOfRefused() {
		return this.rows.idOf(refused().notificationId());
	}

	/** A page that begins with a delivery. */
	private String list(long first, int limit) throws Exception {
		return get("/actuator/sms?limit=" + limit + "&after=" + (first - 1)).body();
	}

	private String redrive(String json) throws Exception {
		return post("/actuator/sms", json).body();
	}

}
