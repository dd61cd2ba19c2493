package dev.fundbell.dataflow.server.bridge;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.cloud.dataflow.rest.util.DeploymentPropertiesUtils;
import org.springframework.cloud.dataflow.server.service.TaskExecutionService;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * REST endpoint for the launch request of dashboard 3.2 and shell 2.5, which Data Flow
 * refuses for Boot 3 tasks. {@link Boot3Defaults} adds the schema target to the request,
 * which makes this mapping more specific than Data Flow's own.
 */
@RestController
class TaskLaunchController {

	private final TaskExecutionService executions;

	TaskLaunchController(TaskExecutionService executions) {
		this.executions = executions;
	}

	/**
	 * Launches a task.
	 * @param name the task definition
	 * @param properties deployment properties, comma-separated
	 * @param arguments command line arguments, separated by spaces
	 * @return the bare execution id, as these clients parse it
	 */
	@PostMapping(path = "/tasks/executions", params = { "name", "schemaTarget" })
	@ResponseStatus(HttpStatus.CREATED)
	long launch(@RequestParam String name, @RequestParam(required = false) @Nullable String properties,
			@RequestParam(required = false) @Nullable String arguments) {
		Map<String, String> deployment = DeploymentPropertiesUtils.parse(properties);
		List<String> commandLine = DeploymentPropertiesUtils.parseArgumentList(arguments, " ");
		return this.executions.executeTask(name, deployment, commandLine).getExecutionId();
	}

}
