package dev.fundbell.dataflow.server.task;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

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
 * Puts our launcher in the place of Data Flow's, for each account of the local platform.
 * Other platforms keep theirs.
 */
@Component
class LocalPlatform implements BeanPostProcessor {

	private final ObjectProvider<LocalPlatformProperties> properties;

	private final ObjectProvider<EndedTasks> ended;

	private final ObjectProvider<StoredLaunches> stored;

	private final List<ProcessTaskLauncher> launchers = new CopyOnWriteArrayList<>();

	LocalPlatform(ObjectProvider<LocalPlatformProperties> properties, ObjectProvider<EndedTasks> ended,
			ObjectProvider<StoredLaunches> stored) {
		this.stored = stored;
		this.properties = properties;
		this.ended = ended;
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
			ProcessTaskLauncher ours = new ProcessTaskLauncher(account(launcher.getName()), this.ended.getObject(),
					this.stored.getObject());
			this.launchers.add(ours);
			launcher.setTaskLauncher(ours);
		}
	}

	/**
	 * Takes over what an earlier life of this server has launched: what still runs is
	 * watched, what ended meanwhile is recorded as ended.
	 */
	@EventListener(ApplicationReadyEvent.class)
	void adoptRuns() {
		this.ended.getObject().unfinished().forEach((launchId, run) -> {
			if (this.launchers.stream().noneMatch((launcher) -> launcher.adopt(run, launchId))) {
				TaskProcesses.LOG.info("{} is another server's: it has no directory here", launchId);
			}
		});
	}

	private LocalDeployerProperties account(String name) {
		LocalPlatformProperties platform = this.properties.getObject();
		return platform.accountExists(name) ? platform.accountProperties(name) : new LocalDeployerProperties();
	}

}
