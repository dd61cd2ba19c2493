package dev.fundbell.dataflow.server.task;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.cloud.dataflow.core.TaskManifest;
import org.springframework.cloud.dataflow.server.repository.DataflowTaskExecutionMetadataDaoContainer;
import org.springframework.cloud.deployer.spi.core.AppDefinition;
import org.springframework.cloud.deployer.spi.core.AppDeploymentRequest;
import org.springframework.stereotype.Component;

/**
 * Makes launches again from their manifests, for those that waited for their turn when
 * the server ended.
 */
@Component
class StoredLaunches {

	private static final String DATABASE_PASSWORD = "spring.datasource.password";

	private static final String DEPLOYER = "deployer\\.[^.]+\\.";

	private final DataflowTaskExecutionMetadataDaoContainer manifests;

	private final DataSourceProperties dataSource;

	StoredLaunches(DataflowTaskExecutionMetadataDaoContainer manifests, DataSourceProperties dataSource) {
		this.manifests = manifests;
		this.dataSource = dataSource;
	}

	/**
	 * The launch of a run.
	 * @return empty if there is none, or if it had secrets, which manifests do not hold
	 */
	Optional<AppDeploymentRequest> find(Run run) {
		TaskManifest manifest = this.manifests.get(run.tables().schemaTarget()).findManifestById(run.executionId());
		return Optional.ofNullable(manifest).map(TaskManifest::getTaskDeploymentRequest).flatMap(this::complete);
	}

	private Optional<AppDeploymentRequest> complete(AppDeploymentRequest stored) {
		Map<String, String> properties = new LinkedHashMap<>(stored.getDefinition().getProperties());
		properties.replace(DATABASE_PASSWORD, ManifestsWithoutSecrets.MASK, text(this.dataSource.getPassword()));
		if (properties.containsValue(ManifestsWithoutSecrets.MASK)) {
			return Optional.empty();
		}
		return Optional.of(new AppDeploymentRequest(new AppDefinition(stored.getDefinition().getName(), properties),
				stored.getResource(), deployment(stored), stored.getCommandlineArguments()));
	}

	// A manifest has them as they were given, the deployer wants them with its own
	// prefix.
	private static Map<String, String> deployment(AppDeploymentRequest stored) {
		Map<String, String> properties = new LinkedHashMap<>();
		stored.getDeploymentProperties()
			.forEach((name, value) -> properties.put(name.replaceFirst(DEPLOYER, "spring.cloud.deployer."), value));
		return properties;
	}

	private static String text(@Nullable String value) {
		return (value != null) ? value : "";
	}

}
