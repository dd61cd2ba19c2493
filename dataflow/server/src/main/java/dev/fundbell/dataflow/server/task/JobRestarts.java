package dev.fundbell.dataflow.server.task;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.cloud.dataflow.core.TaskManifest;
import org.springframework.cloud.dataflow.server.repository.DataflowTaskExecutionMetadataDaoContainer;
import org.springframework.cloud.dataflow.server.service.TaskExecutionService;
import org.springframework.cloud.dataflow.server.service.TaskJobService;
import org.springframework.stereotype.Component;

/**
 * Bean post-processor that makes Data Flow restart a job with the deployment properties
 * of the execution that failed. Data Flow itself restarts it with those of the task's
 * latest launch.
 */
@Component
class JobRestarts implements BeanPostProcessor {

	private final ObjectProvider<DataflowTaskExecutionMetadataDaoContainer> manifests;

	private final ThreadLocal<Map<String, String>> restarted = ThreadLocal.withInitial(Map::of);

	JobRestarts(ObjectProvider<DataflowTaskExecutionMetadataDaoContainer> manifests) {
		this.manifests = manifests;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof TaskJobService) {
			return around(TaskJobService.class, bean, (call) -> restart((TaskJobService) bean, call));
		}
		return (bean instanceof TaskExecutionService) ? around(TaskExecutionService.class, bean, this::launch) : bean;
	}

	private static Object around(Class<?> type, Object bean, MethodInterceptor interceptor) {
		ProxyFactory proxy = new ProxyFactory(type, interceptor);
		proxy.setTarget(bean);
		return proxy.getProxy();
	}

	private @Nullable Object restart(TaskJobService jobs, MethodInvocation call) throws Throwable {
		if (!call.getMethod().getName().equals("restartJobExecution") || call.getArguments().length != 2) {
			return call.proceed();
		}
		String target = (String) call.getArguments()[1];
		long task = jobs.getJobExecution((Long) call.getArguments()[0], target).getTaskId();
		this.restarted.set(properties(this.manifests.getObject().get(target).findManifestById(task)));
		try {
			return call.proceed();
		}
		finally {
			this.restarted.remove();
		}
	}

	private static Map<String, String> properties(@Nullable TaskManifest manifest) {
		return Optional.ofNullable(manifest)
			.map((stored) -> stored.getTaskDeploymentRequest().getDeploymentProperties())
			.orElse(Map.of());
	}

	@SuppressWarnings("unchecked")
	private @Nullable Object launch(MethodInvocation call) throws Throwable {
		if (call.getMethod().getName().equals("executeTask")) {
			Map<String, String> properties = new LinkedHashMap<>(this.restarted.get());
			properties.putAll((Map<String, String>) call.getArguments()[1]);
			call.getArguments()[1] = properties;
		}
		return call.proceed();
	}

}
