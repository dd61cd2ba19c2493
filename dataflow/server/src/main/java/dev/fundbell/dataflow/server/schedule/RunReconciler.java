package dev.fundbell.dataflow.server.schedule;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.fundbell.dataflow.server.cluster.Servers;
import dev.fundbell.dataflow.server.execution.ExecutionRef;
import dev.fundbell.dataflow.server.schedule.ExecutionRows.Row;
import dev.fundbell.dataflow.server.task.TaskEndRecorder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Reconciler of runs and executions. All the time it compares the runs under way, of this
 * server and of dead ones that it has taken over, with their executions. A run whose
 * execution has ended gets its end. A run that was claimed and not launched is due again.
 */
@Component
class RunReconciler {

	private static final Logger log = LoggerFactory.getLogger(RunReconciler.class);

	private final Runs runs;

	private final ScheduleRuns scheduleRuns;

	private final ScheduleLaunches launches;

	private final ExecutionRows executions;

	private final TaskEndRecorder recorder;

	private final Servers servers;

	private final Map<Long, Long> silentSince = new HashMap<>();

	RunReconciler(Runs runs, ScheduleRuns scheduleRuns, ScheduleLaunches launches, ExecutionRows executions,
			TaskEndRecorder recorder, Servers servers) {
		this.runs = runs;
		this.scheduleRuns = scheduleRuns;
		this.launches = launches;
		this.executions = executions;
		this.recorder = recorder;
		this.servers = servers;
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
		else if (row.wasLaunched()) {
			this.runs.move(run, RunState.RUNNING, null);
		}
		else if (row.ended()) {
			this.runs.move(run, RunState.FAILED, "not launched: " + row.message());
		}
		else if (isSilent(run)) {
			this.recorder.recordNeverStarted(execution, "Its server ended before it started the process.");
			again(run, "execution " + execution.id() + " was never started");
		}
	}

	// A process that was started just before its server died soon notes its start.
	private boolean isSilent(Run run) {
		long since = this.silentSince.computeIfAbsent(run.id(), (id) -> this.servers.beats());
		return this.servers.beats() - since > Servers.MISSED_BEATS;
	}

	private void again(Run run, String reason) {
		if (this.runs.move(run, RunState.DUE, reason)) {
			log.warn("Schedule {}: the run of {} is due again, {}", run.schedule(), run.due(), reason);
		}
	}

	private void reconcileEnd(Run run, @Nullable Row row) {
		if (row == null) {
			this.runs.move(run, RunState.LOST, "its execution was deleted");
		}
		else if (row.ended() && (row.launchId() == null || !this.launches.isAlive(row.launchId()))) {
			RunState end = (row.exitCode() == 0) ? RunState.SUCCEEDED
					: (row.exitCode() == ExecutionRef.LOST) ? RunState.LOST : RunState.FAILED;
			this.runs.move(run, end, (end == RunState.LOST) ? row.message() : row.outcome());
		}
	}

}
