package dev.fundbell.dataflow.server.execution;

import org.jspecify.annotations.Nullable;

import org.springframework.cloud.dataflow.aggregate.task.AggregateExecutionSupport;
import org.springframework.cloud.dataflow.aggregate.task.TaskDefinitionReader;
import org.springframework.cloud.dataflow.aggregate.task.TaskRepositoryContainer;
import org.springframework.cloud.dataflow.server.service.TaskExecutionCreationService;
import org.springframework.cloud.task.repository.TaskExecution;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Task execution creation service of Data Flow that also makes the new execution known to
 * {@link CurrentLaunch}.
 */
@Service
@Primary
class TrackedExecutions implements TaskExecutionCreationService {

	private final TaskRepositoryContainer repositories;

	private final AggregateExecutionSupport targets;

	private final TaskDefinitionReader definitions;

	private final CurrentLaunch launch;

	TrackedExecutions(TaskRepositoryContainer repositories, AggregateExecutionSupport targets,
			TaskDefinitionReader definitions, CurrentLaunch launch) {
		this.repositories = repositories;
		this.targets = targets;
		this.definitions = definitions;
		this.launch = launch;
	}

	@Override
	@Transactional(propagation = Propagation.REQUIRES_NEW)
	public TaskExecution createTaskExecution(String task, @Nullable String version) {
		String target = this.targets.findSchemaVersionTarget(task, version, this.definitions).getName();
		TaskExecution execution = this.repositories.get(target).createTaskExecution(task);
		this.launch.created(new ExecutionRef(execution.getExecutionId(), SchemaTarget.of(target)));
		return execution;
	}

}
