package dev.fundbell.dataflow.server.task;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.cloud.dataflow.core.Launcher;
import org.springframework.cloud.dataflow.core.TaskPlatform;
import org.springframework.cloud.dataflow.server.config.features.LocalPlatformProperties;
import org.springframework.cloud.deployer.spi.local.LocalDeployerProperties;
import org.springframework.cloud.deployer.spi.local.LocalTaskLauncher;
import org.springframework.stereotype.Component;

/**
 * Puts our launcher in the place of Data Flow's, for each account of the local platform.
 * Other platforms keep theirs.
 */
@Component
class LocalPlatform implements BeanPostProcessor {

	private final ObjectProvider<LocalPlatformProperties> properties;

	private final ObjectProvider<EndedTasks> ended;

	LocalPlatform(ObjectProvider<LocalPlatformProperties> properties, ObjectProvider<EndedTasks> ended) {
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
			launcher.setTaskLauncher(new ProcessTaskLauncher(account(launcher.getName()), this.ended.getObject()));
		}
	}

	private LocalDeployerProperties account(String name) {
		LocalPlatformProperties platform = this.properties.getObject();
		return platform.accountExists(name) ? platform.accountProperties(name) : new LocalDeployerProperties();
	}

}
