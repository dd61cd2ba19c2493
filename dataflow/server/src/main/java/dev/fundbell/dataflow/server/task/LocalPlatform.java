package dev.fundbell.dataflow.server.task;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.cloud.dataflow.core.Launcher;
import org.springframework.cloud.dataflow.core.TaskPlatform;
import org.springframework.cloud.dataflow.server.config.features.LocalPlatformProperties;
import org.springframework.cloud.deployer.spi.local.LocalDeployerProperties;
import org.springframework.cloud.deployer.spi.local.LocalTaskLauncher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Bean post-processor that swaps Data Flow's launcher for {@link ProcessTaskLauncher}, in
 * each account of the local platform. Data Flow makes its launchers itself, with
 * {@code new}, so no bean of ours could replace them. Other platforms keep theirs.
 */
@Component
class LocalPlatform implements BeanPostProcessor {

	private static final Logger log = LoggerFactory.getLogger(LocalPlatform.class);

	private final ObjectProvider<LocalPlatformProperties> properties;

	private final ObjectProvider<TaskEndRecorder> recorder;

	private final ObjectProvider<LaunchManifests> manifests;

	private final List<ProcessTaskLauncher> launchers = new CopyOnWriteArrayList<>();

	LocalPlatform(ObjectProvider<LocalPlatformProperties> properties, ObjectProvider<TaskEndRecorder> recorder,
			ObjectProvider<LaunchManifests> manifests) {
		this.properties = properties;
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
			ProcessTaskLauncher ours = new ProcessTaskLauncher(account(launcher.getName()), this.recorder.getObject(),
					this.manifests.getObject());
			this.launchers.add(ours);
			launcher.setTaskLauncher(ours);
		}
	}

	/**
	 * Takes over the executions that this server launched before it was restarted. Those
	 * that still run are watched, those that ended meanwhile are recorded as ended.
	 */
	@EventListener(ApplicationReadyEvent.class)
	void adoptExecutions() {
		this.recorder.getObject().unfinished().forEach((launchId, execution) -> {
			if (this.launchers.stream().noneMatch((launcher) -> launcher.adopt(execution, launchId))) {
				log.info("{} is another server's: it has no directory here", launchId);
			}
		});
	}

	private LocalDeployerProperties account(String name) {
		LocalPlatformProperties platform = this.properties.getObject();
		return platform.accountExists(name) ? platform.accountProperties(name) : new LocalDeployerProperties();
	}

}
