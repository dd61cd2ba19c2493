package dev.fundbell.consumer;

import org.apache.kafka.clients.admin.AdminClientConfig;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cloud.stream.binder.kafka.provisioning.AdminClientConfigCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Auto-configuration of the parts that all consumers of notifications share. */
@AutoConfiguration
@EnableScheduling
class NotificationConsumerAutoConfiguration {

	/** Named by the bindings' property {@code converter-bean-name}. */
	@Bean
	PassThroughBatchConverter passThroughBatchConverter() {
		return new PassThroughBatchConverter();
	}

	/**
	 * The binder takes one rebalance listener for all bindings: an app that has its own
	 * keeps the consumers itself.
	 */
	@Bean
	@ConditionalOnMissingBean(BindingConsumers.class)
	AssignedConsumers assignedConsumers() {
		return new AssignedConsumers();
	}

	/** Shown as {@code notifications} in the health endpoint. */
	@Bean
	BrokerHealth notificationsHealthIndicator(BindingConsumers consumers) {
		return new BrokerHealth(consumers, System::nanoTime);
	}

	/**
	 * Tries again soon rather than waiting long for a broker that is away. These are
	 * defaults: {@code spring.kafka.admin.properties} overrides them.
	 */
	@Bean
	AdminClientConfigCustomizer adminTimeouts() {
		return (configuration) -> {
			configuration.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 3000);
			configuration.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5000);
		};
	}

}
