package dev.fundbell.dataflow.server.task;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import dev.fundbell.dataflow.server.execution.ExecutionRef;
import dev.fundbell.dataflow.server.launch.SecretMask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.cloud.dataflow.core.TaskManifest;
import org.springframework.cloud.dataflow.server.repository.DataflowTaskExecutionMetadataDaoContainer;
import org.springframework.cloud.deployer.spi.core.AppDefinition;
import org.springframework.cloud.deployer.spi.core.AppDeploymentRequest;
import org.springframework.stereotype.Component;

/**
 * Reader of the launch requests in the manifests that Data Flow stores. With them a
 * server that was restarted repeats the launches that were still queued when it ended,
 * and recognizes the runners of composed tasks.
 */
@Component
class LaunchManifests {

	private static final Logger log = LoggerFactory.getLogger(LaunchManifests.class);

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
	 * @return empty if there is none that can be read, or if it had secrets, which
	 * manifests do not hold
	 */
	Optional<AppDeploymentRequest> find(ExecutionRef execution) {
		return stored(execution).flatMap(this::complete);
	}

	/**
	 * Tells whether an execution is the runner of a composed task; false if there is no
	 * manifest that can be read.
	 */
	boolean isComposedTaskRunner(ExecutionRef execution) {
		return stored(execution).filter(ComposedTaskRunner::isLaunchedBy).isPresent();
	}

	private Optional<AppDeploymentRequest> stored(ExecutionRef execution) {
		try {
			return Optional.ofNullable(this.manifests.get(execution.target().id()).findManifestById(execution.id()))
				.map(TaskManifest::getTaskDeploymentRequest);
		}
		catch (IllegalArgumentException ex) {
			log.warn("The manifest of execution {} cannot be read: {}", execution.id(), ex.getMessage());
			return Optional.empty();
		}
	}

	private Optional<AppDeploymentRequest> complete(AppDeploymentRequest stored) {
		Map<String, String> properties = new LinkedHashMap<>(stored.getDefinition().getProperties());
		properties.replace(DATABASE_PASSWORD, SecretMask.MASK, text(this.dataSource.getPassword()));
		if (properties.containsValue(SecretMask.MASK)) {
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
