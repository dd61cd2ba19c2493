package dev.fundbell.dataflow.server.schedule;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

import javax.servlet.http.HttpServletRequest;

import dev.fundbell.dataflow.server.InvalidRequestException;
import dev.fundbell.dataflow.server.OwnSchedules;
import dev.fundbell.dataflow.server.launch.ArgumentLine;
import dev.fundbell.dataflow.server.launch.LaunchProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartRequest;

/**
 * REST API of the schedules beside Data Flow's own, which can only create, show and
 * delete them. The creation stands in its place, because Data Flow's own changes the
 * arguments.
 */
@RestController
@RequestMapping("/tasks/schedules")
@OwnSchedules
class ScheduleController {

	private static final String ARGUMENTS = "arguments";

	private final FundbellSchedulerService schedules;

	private final Json json;

	ScheduleController(FundbellSchedulerService schedules, Json json) {
		this.schedules = schedules;
		this.json = json;
	}

	/**
	 * Creates a schedule. The names of the parameters make this mapping more specific
	 * than Data Flow's own.
	 * @param name its name
	 * @param task the task definition
	 * @param properties its properties, comma-separated
	 * @param arguments the task's arguments, as in a shell
	 * @param platform the platform account that runs the task
	 */
	@PostMapping(params = { "scheduleName", "taskDefinitionName" })
	@ResponseStatus(HttpStatus.CREATED)
	void create(@RequestParam("scheduleName") String name, @RequestParam("taskDefinitionName") String task,
			@RequestParam(required = false) @Nullable String properties,
			@RequestParam(name = ARGUMENTS, required = false) @Nullable String arguments,
			@RequestParam(required = false) @Nullable String platform, HttpServletRequest request) {
		String line = isJson(request) ? line(arguments) : arguments;
		this.schedules.schedule(name.strip(), task, LaunchProperties.parse(properties), ArgumentLine.parse(line),
				platform);
	}

	private static boolean isJson(HttpServletRequest request) {
		return request instanceof MultipartRequest && MediaType.APPLICATION_JSON_VALUE
			.equals(((MultipartRequest) request).getMultipartContentType(ARGUMENTS));
	}

	// Shell 2.5 cuts the line before some of its blanks, and sends the pieces as a JSON
	// array.
	private @Nullable String line(@Nullable String pieces) {
		return (pieces != null) ? String.join(" ", this.json.readList(pieces)) : null;
	}

	/**
	 * Shows when a schedule would run, before it is created.
	 * @param properties its properties, comma-separated
	 * @param arguments the task's arguments, as in a shell
	 */
	@GetMapping(path = "/preview", params = "properties")
	List<PreviewedRun> preview(@RequestParam String properties,
			@RequestParam(name = ARGUMENTS, required = false) @Nullable String arguments) {
		return this.schedules.preview(LaunchProperties.parse(properties), ArgumentLine.parse(arguments));
	}

	/**
	 * Shows the latest runs of a schedule, the latest first.
	 * @param name its name
	 * @param limit how many, at most 1000
	 */
	@GetMapping("/{name}/runs")
	List<ShownRun> history(@PathVariable String name, @RequestParam(defaultValue = "20") int limit) {
		return this.schedules.history(name, limit).stream().map(ShownRun::of).collect(Collectors.toList());
	}

	/**
	 * Changes a schedule in place.
	 * @param name its name
	 * @param properties the properties to change, comma-separated; the others stay
	 * @param arguments the new arguments; without them the old ones stay
	 */
	@PutMapping("/{name}")
	void change(@PathVariable String name, @RequestParam(required = false) @Nullable String properties,
			@RequestParam(required = false) @Nullable String arguments) {
		List<String> replaced = (arguments != null) ? ArgumentLine.parse(arguments) : null;
		this.schedules.change(name, LaunchProperties.parse(properties), replaced);
	}

	/**
	 * Pauses a schedule.
	 * @param name its name; a star for all schedules
	 */
	@PostMapping("/{name}/pause")
	void pause(@PathVariable String name) {
		if (name.equals(FundbellSchedulerService.ALL)) {
			this.schedules.pauseAll();
		}
		else {
			this.schedules.pause(name);
		}
	}

	/**
	 * Resumes a schedule.
	 * @param name its name; a star for those that were paused with all
	 */
	@PostMapping("/{name}/resume")
	void resume(@PathVariable String name) {
		if (name.equals(FundbellSchedulerService.ALL)) {
			this.schedules.resumeAll();
		}
		else {
			this.schedules.resume(name);
		}
	}

	/**
	 * Adds a run for each time at which a schedule was due on some days.
	 * @param name its name
	 * @param from the first day, in the schedule's zone
	 * @param to the last day
	 * @param parallel how many of the runs are under way at once
	 * @return the number of runs
	 */
	@PostMapping("/{name}/backfill")
	@ResponseStatus(HttpStatus.CREATED)
	int backfill(@PathVariable String name, @RequestParam String from, @RequestParam String to,
			@RequestParam(defaultValue = "1") int parallel) {
		return this.schedules.backfill(name, day(from), day(to), parallel);
	}

	private static LocalDate day(String text) {
		try {
			return LocalDate.parse(text);
		}
		catch (DateTimeException ex) {
			throw new InvalidRequestException("'" + text + "' is no day: it is written 2026-11-23.");
		}
	}

	/**
	 * Launches a schedule's task now.
	 * @return the execution id
	 */
	@PostMapping("/{name}/run")
	@ResponseStatus(HttpStatus.CREATED)
	long run(@PathVariable String name) {
		return this.schedules.runNow(name).getExecutionId();
	}

}
