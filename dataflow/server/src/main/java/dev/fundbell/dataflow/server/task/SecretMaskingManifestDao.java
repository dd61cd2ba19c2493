package dev.fundbell.dataflow.server.task;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import dev.fundbell.dataflow.server.launch.SecretMask;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.dataflow.core.TaskManifest;
import org.springframework.cloud.dataflow.server.repository.DataflowTaskExecutionMetadataDao;
import org.springframework.cloud.deployer.spi.core.AppDefinition;
import org.springframework.cloud.deployer.spi.core.AppDeploymentRequest;
import org.springframework.cloud.task.repository.TaskExecution;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Manifest store that masks secrets. Data Flow stores a manifest per execution, with the
 * password of its own database in it. The latest manifest of a task is given without
 * deployment properties: Data Flow would use those of any earlier launch for the next
 * one, the version of the app among them. A manifest is stored in a transaction of its
 * own: Data Flow's ends after the launch, so a server that was killed in between left
 * none, and until then it locks the execution's row, to which the manifest refers.
 */
class SecretMaskingManifestDao implements DataflowTaskExecutionMetadataDao {

	private static final Pattern SECRET = Pattern.compile(".*(password|secret|token|credentials?)",
			Pattern.CASE_INSENSITIVE);

	private final DataflowTaskExecutionMetadataDao manifests;

	private final ObjectProvider<PlatformTransactionManager> transactions;

	SecretMaskingManifestDao(DataflowTaskExecutionMetadataDao manifests,
			ObjectProvider<PlatformTransactionManager> transactions) {
		this.manifests = manifests;
		this.transactions = transactions;
	}

	@Override
	public void save(TaskExecution execution, TaskManifest manifest) {
		TaskManifest stored = new TaskManifest();
		stored.setPlatformName(manifest.getPlatformName());
		stored.setTaskDeploymentRequest(masked(manifest.getTaskDeploymentRequest()));
		separate().executeWithoutResult((status) -> this.manifests.save(execution, stored));
	}

	private TransactionTemplate separate() {
		TransactionTemplate separate = new TransactionTemplate(this.transactions.getObject());
		separate.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		return separate;
	}

	private AppDeploymentRequest masked(AppDeploymentRequest request) {
		Map<String, String> properties = new LinkedHashMap<>(request.getDefinition().getProperties());
		properties.replaceAll((name, value) -> SECRET.matcher(name).matches() ? SecretMask.MASK : value);
		return new AppDeploymentRequest(new AppDefinition(request.getDefinition().getName(), properties),
				request.getResource(), request.getDeploymentProperties(), request.getCommandlineArguments());
	}

	@Override
	public @Nullable TaskManifest getLatestManifest(String taskName) {
		TaskManifest latest = this.manifests.getLatestManifest(taskName);
		return (latest != null) ? withoutDeploymentProperties(latest) : null;
	}

	private static TaskManifest withoutDeploymentProperties(TaskManifest manifest) {
		AppDeploymentRequest request = manifest.getTaskDeploymentRequest();
		TaskManifest without = new TaskManifest();
		without.setPlatformName(manifest.getPlatformName());
		without.setTaskDeploymentRequest(
				new AppDeploymentRequest(request.getDefinition(), request.getResource(), Map.of()));
		return without;
	}

	@Override
	public @Nullable TaskManifest findManifestById(Long id) {
		return this.manifests.findManifestById(id);
	}

	@Override
	public Map<Long, TaskManifest> findManifestByIds(Set<Long> ids) {
		return this.manifests.findManifestByIds(ids);
	}

	@Override
	public int deleteManifestsByTaskExecutionIds(Set<Long> ids) {
		return this.manifests.deleteManifestsByTaskExecutionIds(ids);
	}

}
