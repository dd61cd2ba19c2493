package dev.fundbell.benchmarks.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Arguments of the apps of the flow.
 *
 * @param service the service's database
 * @param platform the platform's database
 * @param brokers the Kafka
 * @param day the business day
 * @param shortWaits whether the apps are told to wait less for others
 */
record AppArguments(Database service, Database platform, String brokers, BusinessDay day, boolean shortWaits) {

	private static final List<String> SHORT_WAITS = List.of(
			"--fundbell.datasource.hikari.data-source-properties.socketTimeout=3000",
			"--spring.datasource.hikari.data-source-properties.socketTimeout=3000",
			"--fundbell.datasource.hikari.connection-timeout=2000",
			"--spring.datasource.hikari.connection-timeout=2000");

	/** MariaDB waits longer for a task than the task for Kafka, as by default. */
	private static final List<String> SHORT_WAITS_OF_A_TASK = List.of(
			"--fundbell.datasource.hikari.connection-init-sql=SET SESSION innodb_lock_wait_timeout = 2, idle_transaction_timeout = 8",
			"--spring.cloud.stream.kafka.binder.configuration.default.api.timeout.ms=4000",
			"--spring.cloud.stream.kafka.binder.configuration.request.timeout.ms=3000",
			"--spring.cloud.stream.kafka.binder.producer-properties.max.block.ms=4000",
			"--spring.cloud.stream.kafka.binder.producer-properties.delivery.timeout.ms=5000");

	/** After which Kafka gives the partitions of a sink that was killed to the next. */
	private static final List<String> SHORT_WAITS_OF_A_SINK = List
		.of("--spring.cloud.stream.kafka.binder.consumer-properties.session.timeout.ms=6000");

	/** Those of each app. */
	List<String> common() {
		List<String> arguments = new ArrayList<>(List.of("--fundbell.datasource.url=" + this.service.url(),
				"--fundbell.datasource.username=" + this.service.user(),
				"--fundbell.datasource.password=" + this.service.password(),
				"--spring.datasource.url=" + this.platform.url(),
				"--spring.datasource.username=" + this.platform.user(),
				"--spring.datasource.password=" + this.platform.password(),
				"--spring.cloud.stream.kafka.binder.brokers=" + this.brokers,
				"--fundbell.time-zone=" + this.day.zone()));
		addShortWaits(arguments, SHORT_WAITS);
		return arguments;
	}

	/**
	 * Those of the task.
	 * @param number counts the runs
	 */
	List<String> task(int number) {
		List<String> arguments = common();
		arguments.addAll(List.of("--spring.profiles.active=stand-alone", "--fundbell.batch.chunk-size=50",
				"--spring.cloud.task.external-execution-id=" + number));
		addShortWaits(arguments, SHORT_WAITS_OF_A_TASK);
		return arguments;
	}

	/**
	 * Those of the sms-sink.
	 * @param port its port
	 * @param gatewayPort the gateway's port
	 * @param longestPause how long the gateway stands still at most
	 */
	List<String> smsSink(int port, int gatewayPort, Duration longestPause) {
		List<String> arguments = common();
		arguments.add("--server.port=" + port);
		// A message that a gateway takes after it stood still must not count as lost
		// before.
		arguments.addAll(SmsArguments.of(gatewayPort, longestPause.plusSeconds(5)));
		addShortWaits(arguments, SHORT_WAITS_OF_A_SINK);
		return arguments;
	}

	private void addShortWaits(List<String> arguments, List<String> some) {
		if (this.shortWaits) {
			arguments.addAll(some);
		}
	}

}
