package dev.fundbell.dataflow.server.task;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import dev.fundbell.dataflow.server.execution.ExecutionRef;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.cloud.dataflow.core.TaskManifest;
import org.springframework.cloud.dataflow.server.repository.DataflowTaskExecutionMetadataDaoContainer;
import org.springframework.cloud.deployer.spi.core.AppDefinition;
import org.springframework.cloud.deployer.spi.core.AppDeploymentRequest;
import org.springframework.stereotype.Component;

/**
 * The launch requests in the manifests that Data Flow stores. They serve to repeat the
 * launches that were still queued when the server ended.
 */
@Component
class LaunchManifests {

	private static final String DATABASE_PASSWORD = "spring.datasource.password";

	private static final String DEPLOYER = "deployer\\.[^.]+\\.";

	private final DataflowTaskExecutionMetadataDaoContainer manifests;

	private final DataSourceProperties dataSource;

	LaunchManifests(DataflowTaskExecutionMetadataDaoContainer manifests, DataSourceProperties dataSource) {
		this.manifests = manifests;
		this.dataSource = dataSource;
	}

	/**
	 * Finds the launch request of an execution.
	 * @return empty if there is none, or if it had secrets, which manifests do not hold
	 */
	Optional<AppDeploymentRequest> find(ExecutionRef execution) {
		TaskManifest manifest = this.manifests.get(execution.target().id()).findManifestById(execution.id());
		return Optional.ofNullable(manifest).map(TaskManifest::getTaskDeploymentRequest).flatMap(this::complete);
	}

	private Optional<AppDeploymentRequest> complete(AppDeploymentRequest stored) {
		Map<String, String> properties = new LinkedHashMap<>(stored.getDefinition().getProperties());
		properties.replace(DATABASE_PASSWORD, SecretMaskingManifestDao.MASK, text(this.dataSource.getPassword()));
		if (properties.containsValue(SecretMaskingManifestDao.MASK)) {
			return Optional.empty();
		}
		return Optional.of(new AppDeploymentRequest(new AppDefinition(stored.getDefinition().getName(), properties),
				stored.getResource(), deployment(stored), stored.getCommandlineArguments()));
	}

	// A manifest has deployment properties as they were given; the deployer wants its own
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
