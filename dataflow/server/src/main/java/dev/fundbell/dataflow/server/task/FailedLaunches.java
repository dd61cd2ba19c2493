package dev.fundbell.dataflow.server.task;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import dev.fundbell.dataflow.server.cluster.Servers;
import dev.fundbell.dataflow.server.execution.CurrentLaunch;
import dev.fundbell.dataflow.server.execution.ExecutionRef;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.cloud.dataflow.server.service.TaskExecutionService;
import org.springframework.stereotype.Component;

/**
 * Bean post-processor that refuses launches while this server is being drained, but for
 * the parts of composed tasks that run here, and has the end of each failed launch
 * recorded. Data Flow creates the execution's row in a transaction of its own, and leaves
 * it without an end when the launch fails later. A process that was started by then goes
 * on: the database was away when the launch was to be stored.
 */
@Component
class FailedLaunches implements BeanPostProcessor {

	private final ObjectProvider<Servers> servers;

	private final ObjectProvider<CurrentLaunch> launch;

	private final ObjectProvider<TaskEndRecorder> recorder;

	FailedLaunches(ObjectProvider<Servers> servers, ObjectProvider<CurrentLaunch> launch,
			ObjectProvider<TaskEndRecorder> recorder) {
		this.servers = servers;
		this.launch = launch;
		this.recorder = recorder;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (!(bean instanceof TaskExecutionService)) {
			return bean;
		}
		ProxyFactory proxy = new ProxyFactory(TaskExecutionService.class, (MethodInterceptor) this::invoke);
		proxy.setTarget(bean);
		return proxy.getProxy();
	}

	private @Nullable Object invoke(MethodInvocation call) throws Throwable {
		return call.getMethod().getName().equals("executeTask") ? launch(call) : call.proceed();
	}

	private @Nullable Object launch(MethodInvocation call) {
		if (!isOfComposedTask(call)) {
			this.servers.getObject().checkTakesLaunches();
		}
		AtomicReference<@Nullable ExecutionRef> created = new AtomicReference<>();
		try {
			return this.launch.getObject().call(created::set, () -> proceed(call));
		}
		catch (RuntimeException ex) {
			ExecutionRef execution = created.get();
			if (execution != null) {
				this.recorder.getObject().recordUnlessStarted(execution, ProcessExit.failedLaunch(ex));
			}
			throw ex;
		}
	}

	private static boolean isOfComposedTask(MethodInvocation call) {
		return call.getArguments()[2] instanceof List<?> arguments
				&& ComposedTaskRunner.launches(arguments.stream().map(String::valueOf).toList());
	}

	private static @Nullable Object proceed(MethodInvocation call) {
		try {
			return call.proceed();
		}
		catch (RuntimeException | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalStateException(ex);
		}
	}

}
