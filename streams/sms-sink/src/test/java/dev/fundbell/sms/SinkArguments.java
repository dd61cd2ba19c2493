package dev.fundbell.sms;

import java.util.ArrayList;
import java.util.List;

import dev.fundbell.test.RealServers;
import dev.fundbell.test.RealServers.TestDatabase;

/** Command lines of sinks that a test starts itself, without quiet hours. */
final class SinkArguments {

	private SinkArguments() {
	}

	/**
	 * A command line.
	 * @param gatewayTimeout how long the sink waits for the gateway's answers
	 * @param options further options, such as {@code fundbell.sms.max-in-flight=8}
	 */
	static List<String> of(TestDatabase database, String topic, FakeGateway gateway, String gatewayTimeout,
			String... options) {
		List<String> all = new ArrayList<>(List.of("server.port=0", "fundbell.sms.gateway-chain=main",
				"fundbell.sms.quiet-hours.start=00:00", "fundbell.sms.quiet-hours.end=00:00",
				"fundbell.datasource.url=" + database.url(), "fundbell.datasource.username=" + database.username(),
				"fundbell.datasource.password=" + database.password(),
				"spring.cloud.stream.kafka.binder.brokers=" + RealServers.get().kafka().bootstrapServers(),
				"spring.cloud.stream.bindings.input.destination=" + topic,
				"spring.cloud.stream.bindings.deadLetter-out-0.destination=" + topic + ".dead-letter"));
		all.addAll(gateway.options("main", gatewayTimeout));
		all.addAll(List.of(options));
		return all.stream().map((option) -> "--" + option).toList();
	}

}
