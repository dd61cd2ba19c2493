package dev.fundbell.dataflow.server.schedule;

import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.fundbell.dataflow.server.cluster.Servers;
import dev.fundbell.dataflow.server.execution.ExecutionRef;
import dev.fundbell.dataflow.server.schedule.ExecutionRows.Row;
import dev.fundbell.dataflow.server.task.TaskEndRecorder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Reconciler of runs and executions. It repeatedly compares the runs under way, of this
 * server and of dead ones that it has taken over, with their executions. A run whose
 * execution has ended gets its end. A run whose process was never started is due again.
 */
@Component
class RunReconciler {

	private static final Logger log = LoggerFactory.getLogger(RunReconciler.class);

	private final Schedules schedules;

	private final Runs runs;

	private final ScheduleRuns scheduleRuns;

	private final ScheduleLaunches launches;

	private final ExecutionRows executions;

	private final TaskEndRecorder recorder;

	private final Servers servers;

	private final Clock clock;

	private final Map<Long, Long> silentSince = new HashMap<>();

	private final Set<Long> stopped = new HashSet<>();

	RunReconciler(Schedules schedules, Runs runs, ScheduleRuns scheduleRuns, ScheduleLaunches launches,
			ExecutionRows executions, TaskEndRecorder recorder, Servers servers, Clock clock) {
		this.schedules = schedules;
		this.runs = runs;
		this.scheduleRuns = scheduleRuns;
		this.launches = launches;
		this.executions = executions;
		this.recorder = recorder;
		this.servers = servers;
		this.clock = clock;
	}

	void reconcile() {
		this.servers.id();
		List<Run> underWay = this.runs.underWay(this.servers.mine());
		this.silentSince.keySet().removeIf((id) -> underWay.stream().noneMatch((run) -> run.id() == id));
		underWay.stream().filter((run) -> !this.scheduleRuns.isLaunching(run)).forEach(this::reconcileOne);
	}

	private void reconcileOne(Run run) {
		try {
			ExecutionRef execution = run.execution();
			Row row = (execution != null) ? this.executions.find(execution).orElse(null) : null;
			if (run.state() == RunState.LAUNCHING) {
				reconcileLaunch(run, execution, row);
			}
			else if (execution != null && row != null && row.wasNeverStarted()) {
				again(run, execution);
			}
			else {
				reconcileEnd(run, row);
			}
		}
		catch (RuntimeException ex) {
			// One run must not stop the others.
			log.warn("Schedule {}: the run of {} cannot be compared: {}", run.schedule(), run.due(), ex.toString());
		}
	}

	private void reconcileLaunch(Run run, @Nullable ExecutionRef execution, @Nullable Row row) {
		if (execution == null || row == null) {
			again(run, "its launch was interrupted before it had an execution");
		}
		else if (row.wasNeverStarted()) {
			again(run, execution);
		}
		else if (row.wasLaunched() || row.ended()) {
			this.runs.move(run, RunState.RUNNING, null);
		}
		else if (isSilent(run)
				&& this.recorder.recordNeverStarted(execution, "its server ended before it started the process.")) {
			again(run, execution);
		}
	}

	// A server that was taken for dead may be about to start the process.
	private boolean isSilent(Run run) {
		long since = this.silentSince.computeIfAbsent(run.id(), (id) -> this.servers.beats());
		return this.servers.beats() - since > Servers.MISSED_BEATS;
	}

	private void again(Run run, ExecutionRef execution) {
		again(run, "execution " + execution.id() + " was never started");
	}

	private void again(Run run, String reason) {
		if (this.runs.moveBack(run, reason)) {
			log.warn("Schedule {}: the run of {} is due again, {}", run.schedule(), run.due(), reason);
		}
	}

	private void reconcileEnd(Run run, @Nullable Row row) {
		if (row == null) {
			this.runs.move(run, RunState.LOST, "its execution was deleted");
		}
		else if (row.launchId() == null || !this.launches.isAlive(row.launchId())) {
			if (row.ended()) {
				end(run, row);
			}
		}
		else if (this.schedules.find(run.schedule()).filter((schedule) -> runsTooLong(schedule, run)).isPresent()) {
			stop(run, row.launchId());
		}
	}

	private boolean runsTooLong(Schedule schedule, Run run) {
		return schedule.rules().runsTooLong(run, this.clock.instant());
	}

	private void stop(Run run, String launchId) {
		if (this.stopped.add(run.id())) {
			log.warn("Schedule {}: the run of {} is stopped, it has run for its maximum time", run.schedule(),
					run.due());
			this.launches.stop(launchId);
		}
	}

	private void end(Run run, Row row) {
		if (this.stopped.remove(run.id())) {
			this.runs.move(run, RunState.FAILED, row.outcome() + " It had run for its maximum time.");
		}
		else if (row.exitCode() == ExecutionRef.LOST) {
			this.runs.move(run, RunState.LOST, row.message());
		}
		else if (row.exitCode() == 0) {
			this.runs.move(run, RunState.SUCCEEDED, row.outcome());
		}
		else if (TaskEndRecorder.STOPPED.equals(row.message())) {
			this.runs.move(run, RunState.FAILED, row.outcome());
		}
		else {
			fail(run, row.outcome());
		}
	}

	private void fail(Run run, String reason) {
		this.schedules.find(run.schedule())
			.ifPresentOrElse((schedule) -> this.scheduleRuns.fail(schedule, run, reason),
					() -> this.runs.move(run, RunState.FAILED, reason));
	}

}
