package dev.fundbell.dataflow.server.task;

import java.util.Optional;

import org.springframework.cloud.deployer.spi.core.AppDeploymentRequest;

/**
 * One execution of a task as the tables know it.
 *
 * @param executionId the id in the task's table
 * @param tables which tables: Boot 2 and Boot 3 tasks count their ids separately
 */
record Run(long executionId, Tables tables) {

	private static final String ID_ARGUMENT = "--spring.cloud.task.executionid=";

	static Optional<Run> of(AppDeploymentRequest request) {
		Tables tables = Tables
			.ofTaskPrefix(request.getDefinition().getProperties().get("spring.cloud.task.tablePrefix"));
		return request.getCommandlineArguments()
			.stream()
			.filter((argument) -> argument.startsWith(ID_ARGUMENT))
			.map((argument) -> new Run(Long.parseLong(argument.substring(ID_ARGUMENT.length())), tables))
			.findFirst();
	}

}
