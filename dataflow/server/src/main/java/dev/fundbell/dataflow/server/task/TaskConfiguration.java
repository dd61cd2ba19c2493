package dev.fundbell.dataflow.server.task;

import java.util.stream.Stream;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.cloud.dataflow.schema.AppBootSchemaVersion;
import org.springframework.cloud.dataflow.schema.SchemaVersionTarget;
import org.springframework.cloud.dataflow.server.repository.DataflowTaskExecutionMetadataDaoContainer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Wiring that puts {@link SecretMaskingManifestDao} around Data Flow's manifest stores,
 * of Boot 2 and of Boot 3 tasks.
 */
@Configuration("taskProcessConfiguration")
class TaskConfiguration {

	@Bean
	static BeanPostProcessor maskSecretsInManifests(ObjectProvider<PlatformTransactionManager> transactions) {
		return new BeanPostProcessor() {

			@Override
			public Object postProcessAfterInitialization(Object bean, String beanName) {
				if (bean instanceof DataflowTaskExecutionMetadataDaoContainer) {
					mask((DataflowTaskExecutionMetadataDaoContainer) bean, transactions);
				}
				return bean;
			}

		};
	}

	private static void mask(DataflowTaskExecutionMetadataDaoContainer manifests,
			ObjectProvider<PlatformTransactionManager> transactions) {
		Stream.of(AppBootSchemaVersion.values())
			.map((boot) -> SchemaVersionTarget.createDefault(boot).getName())
			.forEach((target) -> manifests.add(target,
					new SecretMaskingManifestDao(manifests.get(target), transactions)));
	}

}
