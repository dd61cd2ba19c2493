package dev.fundbell.dataflow.server.schedule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import dev.fundbell.dataflow.server.execution.CurrentLaunch;
import dev.fundbell.dataflow.server.execution.ExecutionRef;

import org.springframework.cloud.dataflow.core.LaunchResponse;
import org.springframework.cloud.dataflow.core.Launcher;
import org.springframework.cloud.dataflow.server.job.LauncherRepository;
import org.springframework.cloud.dataflow.server.service.TaskExecutionService;
import org.springframework.cloud.deployer.spi.task.LaunchState;
import org.springframework.stereotype.Component;

/**
 * Launcher of schedules' tasks through Data Flow's own service, as an operator launches
 * them. Two arguments tell the task its schedule and when the run was due.
 */
@Component
class ScheduleLaunches {

	private static final String PLATFORM = "spring.cloud.dataflow.task.platformName";

	private static final Set<LaunchState> ALIVE = Set.of(LaunchState.launching, LaunchState.running);

	private final TaskExecutionService executions;

	private final LauncherRepository launchers;

	private final CurrentLaunch current;

	ScheduleLaunches(TaskExecutionService executions, LauncherRepository launchers, CurrentLaunch current) {
		this.executions = executions;
		this.launchers = launchers;
		this.current = current;
	}

	/**
	 * Launches the task of a schedule.
	 * @param created takes the execution in the transaction that creates it
	 */
	LaunchResponse launch(Schedule schedule, Run run, Consumer<ExecutionRef> created) {
		Map<String, String> properties = new LinkedHashMap<>(schedule.properties());
		properties.put(PLATFORM, schedule.platform());
		List<String> arguments = new ArrayList<>(
				DueDates.resolve(schedule.arguments(), run.due(), schedule.timing().zone()));
		arguments.add("--fundbell.schedule.name=" + schedule.name());
		arguments.add("--fundbell.schedule.due=" + run.due());
		return this.current.call(created, () -> this.executions.executeTask(schedule.task(), properties, arguments));
	}

	/**
	 * Tells whether one more task may run on a platform. One that does not exist has a
	 * place: its launch fails with the reason.
	 */
	boolean hasPlace(String platform) {
		Launcher launcher = this.launchers.findByName(platform);
		return launcher == null || launcher.getTaskLauncher()
			.getRunningTaskExecutionCount() < launcher.getTaskLauncher().getMaximumConcurrentTasks();
	}

	/** Stops a launch that is alive here; after a while its process is killed. */
	void stop(String launchId) {
		alive(launchId).forEach((launcher) -> launcher.getTaskLauncher().cancel(launchId));
	}

	/** Tells whether the process of a launch is alive here. */
	boolean isAlive(String launchId) {
		return alive(launchId).findAny().isPresent();
	}

	private Stream<Launcher> alive(String launchId) {
		return StreamSupport.stream(this.launchers.findAll().spliterator(), false)
			.filter((launcher) -> ALIVE.contains(launcher.getTaskLauncher().status(launchId).getState()));
	}

}
