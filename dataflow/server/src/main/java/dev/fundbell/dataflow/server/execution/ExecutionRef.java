package dev.fundbell.dataflow.server.execution;

import java.util.Optional;

import org.springframework.cloud.deployer.spi.core.AppDeploymentRequest;

/**
 * Reference to an execution's row.
 *
 * @param id the id in the task's table
 * @param target the tables: Boot 2 and Boot 3 tasks count their ids separately
 */
public record ExecutionRef(long id, SchemaTarget target) {

	/** The exit code of an execution of which nobody knows how it ended. */
	public static final int LOST = -1;

	private static final String ID_ARGUMENT = "--spring.cloud.task.executionid=";

	/** Finds the execution of which a launch request is. */
	public static Optional<ExecutionRef> of(AppDeploymentRequest request) {
		SchemaTarget target = SchemaTarget
			.ofTaskPrefix(request.getDefinition().getProperties().get("spring.cloud.task.tablePrefix"));
		return request.getCommandlineArguments()
			.stream()
			.filter((argument) -> argument.startsWith(ID_ARGUMENT))
			.map((argument) -> new ExecutionRef(Long.parseLong(argument.substring(ID_ARGUMENT.length())), target))
			.findFirst();
	}

}
