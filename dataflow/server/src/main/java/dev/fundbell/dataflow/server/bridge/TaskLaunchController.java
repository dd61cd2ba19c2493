package dev.fundbell.dataflow.server.bridge;

import dev.fundbell.dataflow.server.launch.ArgumentLine;
import dev.fundbell.dataflow.server.launch.LaunchProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.cloud.dataflow.core.LaunchResponse;
import org.springframework.cloud.dataflow.rest.resource.LaunchResponseResource;
import org.springframework.cloud.dataflow.server.service.TaskExecutionService;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * REST endpoints for launch requests, which pass the arguments on as they were typed.
 * {@link Boot3Defaults} adds the schema target to each request, which makes these
 * mappings more specific than Data Flow's own.
 */
@RestController
class TaskLaunchController {

	private final TaskExecutionService executions;

	TaskLaunchController(TaskExecutionService executions) {
		this.executions = executions;
	}

	/**
	 * Launches a task for dashboard 3.2 and shell 2.5. Data Flow refuses this request for
	 * Boot 3 tasks.
	 * @param name the task definition
	 * @param properties deployment properties, comma-separated
	 * @param arguments command line arguments, as in a shell
	 * @return the bare execution id, as these clients parse it
	 */
	@PostMapping(path = "/tasks/executions", params = { "name", "schemaTarget" })
	@ResponseStatus(HttpStatus.CREATED)
	long launch(@RequestParam String name, @RequestParam(required = false) @Nullable String properties,
			@RequestParam(required = false) @Nullable String arguments) {
		return execute(name, properties, arguments).getExecutionId();
	}

	/**
	 * Launches a task for newer clients.
	 * @param name the task definition
	 * @param properties deployment properties, comma-separated
	 * @param arguments command line arguments, as in a shell
	 */
	@PostMapping(path = "/tasks/executions/launch", params = { "name", "schemaTarget" })
	@ResponseStatus(HttpStatus.CREATED)
	LaunchResponseResource launchForNewerClients(@RequestParam String name,
			@RequestParam(required = false) @Nullable String properties,
			@RequestParam(required = false) @Nullable String arguments) {
		LaunchResponse launched = execute(name, properties, arguments);
		return new LaunchResponseResource(launched.getExecutionId(), launched.getSchemaTarget());
	}

	private LaunchResponse execute(String name, @Nullable String properties, @Nullable String arguments) {
		return this.executions.executeTask(name, LaunchProperties.parse(properties), ArgumentLine.parse(arguments));
	}

}
