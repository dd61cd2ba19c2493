package dev.fundbell.test;

import java.util.List;

import dev.fundbell.servers.KafkaServer;
import dev.fundbell.test.RealServers.TestDatabase;

/** Options with which a sink that a test starts itself finds its servers and topics. */
public final class SinkOptions {

	private SinkOptions() {
	}

	/**
	 * Names the servers.
	 * @param database the service's database
	 * @param kafka the broker
	 * @return options such as {@code fundbell.datasource.url=…}
	 */
	public static List<String> of(TestDatabase database, KafkaServer kafka) {
		return List.of("fundbell.datasource.url=" + database.url(),
				"fundbell.datasource.username=" + database.username(),
				"fundbell.datasource.password=" + database.password(),
				"spring.cloud.stream.kafka.binder.brokers=" + kafka.bootstrapServers());
	}

}
