package dev.fundbell.dataflow.server.schedule;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.cloud.dataflow.rest.util.DeploymentPropertiesUtils;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * REST API of the schedules beside Data Flow's own, which can only create, show and
 * delete them.
 */
@RestController
@RequestMapping("/tasks/schedules/{name}")
@Profile("!kubernetes & !cloud")
class ScheduleController {

	private final FundbellSchedulerService schedules;

	ScheduleController(FundbellSchedulerService schedules) {
		this.schedules = schedules;
	}

	/**
	 * Changes a schedule in place.
	 * @param name its name
	 * @param properties the properties to change, comma-separated; the others stay
	 * @param arguments the new arguments; without them the old ones stay
	 */
	@PutMapping
	void change(@PathVariable String name, @RequestParam(required = false) @Nullable String properties,
			@RequestParam(required = false) @Nullable String arguments) {
		Map<String, String> changed = DeploymentPropertiesUtils.parse(properties);
		List<String> replaced = (arguments != null) ? DeploymentPropertiesUtils.parseArgumentList(arguments, " ")
				: null;
		this.schedules.change(name, changed, replaced);
	}

	@PostMapping("/pause")
	void pause(@PathVariable String name) {
		this.schedules.pause(name);
	}

	@PostMapping("/resume")
	void resume(@PathVariable String name) {
		this.schedules.resume(name);
	}

	/**
	 * Launches a schedule's task now.
	 * @return the execution id
	 */
	@PostMapping("/run")
	@ResponseStatus(HttpStatus.CREATED)
	long run(@PathVariable String name) {
		return this.schedules.runNow(name).getExecutionId();
	}

}
