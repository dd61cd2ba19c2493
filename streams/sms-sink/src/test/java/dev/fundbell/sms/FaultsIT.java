package dev.fundbell.sms;

import dev.fundbell.servers.KafkaServer;
import dev.fundbell.servers.MariaDbServer;
import dev.fundbell.sms.FakeGateway.Message;
import dev.fundbell.test.RealServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of a sink whose database and broker are killed and come back. They are those of
 * all tests of this JVM, which run one after another.
 */
class FaultsIT extends RunningSink {

	private final MariaDbServer mariaDb = RealServers.get().mariaDb();

	private final KafkaServer kafka = RealServers.get().kafka();

	@AfterAll
	void restart() {
		this.mariaDb.start();
		this.kafka.start();
	}

	@Test
	void losesNothingAndRepeatsNothing() throws Exception {
		String number = SmsRows.number();
		long user = this.rows.user(number);
		long first = publish(user, "before");
		awaitState(first, "SENT");

		this.mariaDb.kill();
		long second = publish(user, "while the database is away");
		eventually().until(() -> readiness() == 503);
		assertThat(receipt(first)).as("the gateway is asked to repeat its receipt").isEqualTo(503);
		this.mariaDb.start();
		eventually().until(() -> MAIN.receivedBy(number).size() == 2);
		eventually().until(() -> readiness() == 200);

		assertThat(receipt(first)).isEqualTo(204);

		this.kafka.kill();
		this.kafka.start();
		long third = publish(user, "after the broker was away");
		eventually().until(() -> MAIN.receivedBy(number).size() == 3);
		awaitState(third, "SENT");
		assertThat(MAIN.receivedBy(number)).extracting(Message::reference)
			.containsExactly("fundbell-" + first + "-1", "fundbell-" + second + "-1", "fundbell-" + third + "-1");
	}

}
