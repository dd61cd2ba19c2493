package dev.fundbell.sms;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import dev.fundbell.sms.FakeGateway.Behaviour;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of gateways that take none of our messages: they are stopped, the messages not.
 */
@ExtendWith(OutputCaptureExtension.class)
class StoppedGatewayIT extends RunningSink {

	@AfterEach
	void makeAllWork() throws Exception {
		MAIN.usually(Behaviour.ACCEPT);
		SPARE.usually(Behaviour.ACCEPT);
		resume("main");
		resume("spare");
	}

	@ParameterizedTest
	@CsvSource({ "WRONG_KEY, HTTP_401", "NO_CREDIT, HTTP_402" })
	void isStoppedWithOneAlertAndCostsNoMessage(Behaviour behaviour, String reason, CapturedOutput output)
			throws Exception {
		MAIN.usually(behaviour);
		SPARE.usually(behaviour);
		List<String> numbers = IntStream.range(0, 30).mapToObj((each) -> SmsRows.number()).toList();
		List<Long> all = numbers.stream().map((number) -> publish(this.rows.user(number), "wait")).toList();
		eventually().until(() -> get("/actuator/health").statusCode() == 503);
		assertThat(get("/actuator/sms/gateways").body()).contains("\"use\":\"STOPPED\"", reason);
		// The last of them may still be on their way when the gateways are stopped.
		eventually()
			.untilAsserted(() -> assertThat(all).allMatch((sms) -> this.rows.stateOf(sms).startsWith("WAITING")));
		assertThat(output).containsOnlyOnce("SMS gateway main is stopped")
			.containsOnlyOnce("SMS gateway spare is stopped");

		// A probe that fails costs nothing either.
		this.clock.advance(Duration.ofMinutes(1));
		long probes = attempts(numbers);
		eventually().until(() -> attempts(numbers) > probes);
		assertThat(output).containsOnlyOnce("SMS gateway main is stopped");

		makeGatewaysAccept();
		all.forEach((sms) -> awaitStateInTime(sms, "SENT"));
		assertThat(numbers).allMatch((number) -> received(number) == 1);
		assertThat(get("/actuator/health").statusCode()).isEqualTo(200);
	}

	private static void makeGatewaysAccept() {
		MAIN.usually(Behaviour.ACCEPT);
		SPARE.usually(Behaviour.ACCEPT);
	}

	@Test
	void isResumedByAnOperatorAtOnce() throws Exception {
		MAIN.usually(Behaviour.WRONG_KEY);
		String number = SmsRows.number();
		long user = this.rows.user(number);
		awaitStateInTime(publish(user, "by the next gateway"), "SENT");
		assertThat(SPARE.receivedBy(number)).hasSize(1);
		assertThat(get("/actuator/sms/gateways").body()).contains("{\"name\":\"main\",\"use\":\"STOPPED\"");
		MAIN.usually(Behaviour.ACCEPT);
		assertThat(resume("main")).contains("{\"name\":\"main\",\"use\":\"IN_USE\"");
		awaitState(publish(user, "by the first again"), "SENT");
		assertThat(MAIN.receivedBy(number)).hasSize(1);
		assertThat(resume("nobody")).contains("\"status\":400");
	}

	private static long attempts(List<String> numbers) {
		return numbers.stream().mapToLong((number) -> MAIN.attemptsTo(number) + SPARE.attemptsTo(number)).sum();
	}

	private static int received(String number) {
		return MAIN.receivedBy(number).size() + SPARE.receivedBy(number).size();
	}

	private String resume(String gateway) throws Exception {
		return post("/actuator/sms/gateways", "{\"name\":\"" + gateway + "\"}").body();
	}

}
