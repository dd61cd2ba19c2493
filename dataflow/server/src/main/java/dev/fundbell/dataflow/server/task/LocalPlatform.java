package dev.fundbell.dataflow.server.task;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.fundbell.dataflow.server.cluster.Servers;
import dev.fundbell.dataflow.server.execution.ExecutionRef;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.cloud.dataflow.core.Launcher;
import org.springframework.cloud.dataflow.core.TaskPlatform;
import org.springframework.cloud.dataflow.server.config.features.LocalPlatformProperties;
import org.springframework.cloud.deployer.spi.local.LocalDeployerProperties;
import org.springframework.cloud.deployer.spi.local.LocalTaskLauncher;
import org.springframework.stereotype.Component;

/**
 * Bean post-processor that swaps Data Flow's launcher for {@link ProcessTaskLauncher}, in
 * each account of the local platform. Data Flow makes its launchers itself, with
 * {@code new}, so no bean of ours could replace them. Other platforms keep theirs.
 */
@Component
class LocalPlatform implements BeanPostProcessor {

	private final ObjectProvider<LocalPlatformProperties> properties;

	private final ObjectProvider<Servers> servers;

	private final ObjectProvider<TaskEndRecorder> recorder;

	private final ObjectProvider<LaunchManifests> manifests;

	private final List<ProcessTaskLauncher> launchers = new CopyOnWriteArrayList<>();

	LocalPlatform(ObjectProvider<LocalPlatformProperties> properties, ObjectProvider<Servers> servers,
			ObjectProvider<TaskEndRecorder> recorder, ObjectProvider<LaunchManifests> manifests) {
		this.properties = properties;
		this.servers = servers;
		this.recorder = recorder;
		this.manifests = manifests;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof TaskPlatform) {
			((TaskPlatform) bean).getLaunchers().forEach(this::replace);
		}
		return bean;
	}

	private void replace(Launcher launcher) {
		if (launcher.getTaskLauncher() instanceof LocalTaskLauncher) {
			ProcessTaskLauncher ours = new ProcessTaskLauncher(account(launcher.getName()), this.servers.getObject(),
					this.recorder.getObject(), this.manifests.getObject());
			this.launchers.add(ours);
			launcher.setTaskLauncher(ours);
		}
	}

	/** Tells whether a launch runs or waits here. */
	boolean knows(String launchId) {
		return this.launchers.stream().anyMatch((launcher) -> launcher.knows(launchId));
	}

	boolean hasDirectory(String launchId) {
		return this.launchers.stream().anyMatch((launcher) -> launcher.hasDirectory(launchId));
	}

	/** Finds the launch id of an execution among the directories. */
	Optional<String> launchId(String server, ExecutionRef execution) {
		return this.launchers.stream()
			.map((launcher) -> launcher.launchId(server, execution))
			.flatMap(Optional::stream)
			.findFirst();
	}

	/**
	 * Takes over an execution.
	 * @return false if its directory is not here
	 */
	boolean adopt(Unfinished unfinished, String launchId) {
		return this.launchers.stream().anyMatch((launcher) -> launcher.adopt(unfinished, launchId));
	}

	private LocalDeployerProperties account(String name) {
		LocalPlatformProperties platform = this.properties.getObject();
		return platform.accountExists(name) ? platform.accountProperties(name) : new LocalDeployerProperties();
	}

}
