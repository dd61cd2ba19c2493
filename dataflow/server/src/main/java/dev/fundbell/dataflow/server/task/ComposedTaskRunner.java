package dev.fundbell.dataflow.server.task;

import java.util.List;

import org.springframework.cloud.deployer.spi.core.AppDeploymentRequest;

/**
 * Runner of composed tasks: Data Flow's app that launches the parts of a composed task at
 * the server, and runs until they have ended. It is a Boot 2 app, and Data Flow has it
 * write the tables of Boot 2 whatever its parts are.
 */
final class ComposedTaskRunner {

	/** Data Flow adds this argument to the launches of composed tasks alone. */
	private static final String ARGUMENT = "--spring.cloud.data.flow.taskappname=composed-task-runner";

	/** The runner adds it to the launch of each part. */
	private static final String PARENT = "--spring.cloud.task.parent-execution-id=";

	private ComposedTaskRunner() {
	}

	/** Tells whether a request launches it. */
	static boolean isLaunchedBy(AppDeploymentRequest request) {
		return request.getCommandlineArguments().contains(ARGUMENT);
	}

	/** Tells whether it has made a launch, by the launch's arguments. */
	static boolean launches(List<String> arguments) {
		return arguments.stream().anyMatch((argument) -> argument.startsWith(PARENT));
	}

}
