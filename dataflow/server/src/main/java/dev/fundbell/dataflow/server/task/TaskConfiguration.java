package dev.fundbell.dataflow.server.task;

import java.util.stream.Stream;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.cloud.dataflow.schema.AppBootSchemaVersion;
import org.springframework.cloud.dataflow.schema.SchemaVersionTarget;
import org.springframework.cloud.dataflow.server.repository.DataflowTaskExecutionMetadataDaoContainer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Puts {@link ManifestsWithoutSecrets} before Data Flow's own store, for Boot 2 and Boot
 * 3 tasks.
 */
@Configuration("taskProcessConfiguration")
class TaskConfiguration {

	@Bean
	static BeanPostProcessor manifestsWithoutSecrets() {
		return new BeanPostProcessor() {

			@Override
			public Object postProcessAfterInitialization(Object bean, String beanName) {
				if (bean instanceof DataflowTaskExecutionMetadataDaoContainer) {
					protect((DataflowTaskExecutionMetadataDaoContainer) bean);
				}
				return bean;
			}

		};
	}

	private static void protect(DataflowTaskExecutionMetadataDaoContainer manifests) {
		Stream.of(AppBootSchemaVersion.values())
			.map((boot) -> SchemaVersionTarget.createDefault(boot).getName())
			.forEach((target) -> manifests.add(target, new ManifestsWithoutSecrets(manifests.get(target))));
	}

}
