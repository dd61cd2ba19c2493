package dev.fundbell.dataflow.server.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import dev.fundbell.dataflow.server.InvalidRequestException;
import dev.fundbell.dataflow.server.cluster.Servers;
import dev.fundbell.dataflow.server.execution.PassingFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.cloud.dataflow.core.LaunchResponse;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Launch of the runs that are due, in their order, by their schedules' overlap policy. A
 * server claims a run in the database before it launches it, and the execution is stored
 * with the run in the transaction that creates it. A run is therefore launched once,
 * whatever server dies when.
 */
@Component
class ScheduleRuns {

	private static final Logger log = LoggerFactory.getLogger(ScheduleRuns.class);

	private final Schedules schedules;

	private final Runs runs;

	private final ScheduleLaunches launches;

	private final Servers servers;

	private final TransactionTemplate transaction;

	private final Clock clock;

	private final LaunchPool pool;

	private final Set<Long> launching = ConcurrentHashMap.newKeySet();

	ScheduleRuns(Schedules schedules, Runs runs, ScheduleLaunches launches, Servers servers,
			TransactionTemplate transaction, Clock clock,
			@Value("${fundbell.schedules.launch-patience:10s}") Duration launchPatience) {
		this.schedules = schedules;
		this.runs = runs;
		this.launches = launches;
		this.servers = servers;
		this.transaction = transaction;
		this.clock = clock;
		this.pool = new LaunchPool(launchPatience);
	}

	/**
	 * Launches the runs that are due and may run. Those that must wait are looked at
	 * again at the next call.
	 */
	void launchDue() {
		if (this.servers.isDraining()) {
			return;
		}
		for (Run run : this.runs.open()) {
			if (isLaunching(run)) {
				continue;
			}
			Schedule schedule = this.schedules.find(run.schedule()).orElse(null);
			if (schedule == null || schedule.paused()) {
				this.runs.move(run, RunState.SKIPPED,
						(schedule == null) ? "skipped, the schedule was deleted" : "skipped, the schedule was paused");
			}
			else if (schedule.rules().isTooLateToStart(run, this.clock.instant())) {
				this.runs.move(run, RunState.MISSED, "missed, it had not started by its deadline");
			}
			else if (!mustWait(schedule, run)) {
				launchIfPlace(schedule, run);
			}
		}
	}

	private boolean mustWait(Schedule schedule, Run run) {
		List<Run> others = this.runs.others(run);
		boolean mayOverlap = schedule.timing().overlap() == OverlapPolicy.ALLOW;
		if (run.kind() == RunKind.BACKFILL) {
			return mustWaitInBackfill(run, others, mayOverlap);
		}
		return !mayOverlap && mustWait(schedule, run, others);
	}

	private static boolean mustWaitInBackfill(Run run, List<Run> others, boolean mayOverlap) {
		long siblings = others.stream().filter((other) -> other.isUnderWay() && isBackfill(other)).count();
		boolean last = others.stream().anyMatch((other) -> other.isUnderWay() && !isBackfill(other));
		return siblings >= run.parallel() || last && !mayOverlap;
	}

	private static boolean isBackfill(Run run) {
		return run.kind() == RunKind.BACKFILL;
	}

	private boolean mustWait(Schedule schedule, Run run, List<Run> others) {
		List<Run> sameKind = others.stream().filter((other) -> !isBackfill(other)).collect(Collectors.toList());
		Run alive = sameKind.stream().filter(Run::isUnderWay).findFirst().orElse(null);
		if (alive == null) {
			// The earlier one has its turn first. A run of a backfill is soon over.
			return sameKind.stream().anyMatch((other) -> other.due().isBefore(run.due()))
					|| others.stream().anyMatch(Run::isUnderWay);
		}
		String which = (alive.execution() != null) ? "execution " + alive.execution().id() : "the last run";
		if (schedule.timing().overlap() == OverlapPolicy.SKIP) {
			skip(run, "skipped, " + which + " still ran");
		}
		else if (run.state() == RunState.DUE) {
			queue(run, sameKind, which);
		}
		return true;
	}

	private void queue(Run run, List<Run> others, String which) {
		if (others.stream().anyMatch((other) -> other.state() == RunState.QUEUED)) {
			skip(run, "skipped, another run waits already");
		}
		else {
			this.runs.move(run, RunState.QUEUED, "waits for the end of " + which);
		}
	}

	private void skip(Run run, String reason) {
		if (this.runs.move(run, RunState.SKIPPED, reason)) {
			log.info("Schedule {}: the run of {} is {}", run.schedule(), run.due(), reason);
		}
	}

	private void launchIfPlace(Schedule schedule, Run run) {
		if (!this.launches.hasPlace(schedule.platform()) || !this.pool.hasThread()) {
			return;
		}
		// Before the claim: the reconciler must not take it for one that was interrupted.
		this.launching.add(run.id());
		try {
			this.pool.launch("schedule " + schedule.name(), () -> claimAndLaunch(schedule, run));
		}
		catch (LaunchFailedException ex) {
			// Its reason is stored and logged; the other runs are due all the same.
		}
	}

	private void claimAndLaunch(Schedule schedule, Run run) {
		try {
			if (this.runs.claim(run, this.servers.id())) {
				launch(schedule, claimed(run));
			}
		}
		finally {
			this.launching.remove(run.id());
		}
	}

	/**
	 * Launches a schedule's task now, whatever its timing says.
	 * @return the execution
	 */
	LaunchResponse launchNow(Schedule schedule) {
		this.servers.checkTakesLaunches();
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
		Run run = this.transaction.execute((status) -> {
			this.runs.add(schedule.name(), now, RunKind.BY_HAND);
			Run added = this.runs.find(schedule.name(), now, RunKind.BY_HAND).orElseThrow();
			this.launching.add(added.id());
			return this.runs.claim(added, this.servers.id()) ? claimed(added) : null;
		});
		if (run == null) {
			throw new InvalidRequestException(HttpStatus.CONFLICT, "Schedule '" + schedule.name() + "' was just run.");
		}
		try {
			return launch(schedule, run);
		}
		finally {
			this.launching.remove(run.id());
		}
	}

	private Run claimed(Run run) {
		return this.runs.get(run.id());
	}

	private LaunchResponse launch(Schedule schedule, Run run) {
		try {
			LaunchResponse launched = this.launches.launch(schedule, run,
					(execution) -> this.runs.link(run, execution));
			this.runs.move(run, RunState.RUNNING, null);
			log.info("Schedule {}: the run of {} is execution {}", schedule.name(), run.due(),
					launched.getExecutionId());
			return launched;
		}
		catch (RuntimeException ex) {
			if (PassingFailure.isPassing(ex)) {
				// The reconciler finds out whether the process was started.
				throw ex;
			}
			fail(schedule, run, "not launched: " + ex.getMessage());
			log.warn("Schedule {}: the run of {} was not launched: {}", schedule.name(), run.due(), ex.getMessage());
			throw new LaunchFailedException(schedule, ex);
		}
	}

	/** Ends a run that failed, and adds its retry where the schedule has one. */
	void fail(Schedule schedule, Run run, String reason) {
		Instant retry = schedule.rules().retry(run, this.clock.instant()).orElse(null);
		this.transaction.executeWithoutResult((status) -> {
			if (this.runs.move(run, RunState.FAILED, reason) && retry != null) {
				this.runs.addRetry(run, retry);
				log.info("Schedule {}: the run of {} is tried again at {}", schedule.name(), run.due(), retry);
			}
		});
	}

	/** Returns the latest runs of a schedule, the latest first. */
	List<Run> latest(Schedule schedule, int limit) {
		return this.runs.latest(schedule.name(), limit);
	}

	/** Tells whether this server is in the middle of launching a run. */
	boolean isLaunching(Run run) {
		return this.launching.contains(run.id());
	}

	/** A launch that Data Flow refused. The schedule's next run is not affected. */
	static final class LaunchFailedException extends InvalidRequestException {

		LaunchFailedException(Schedule schedule, RuntimeException cause) {
			super(HttpStatus.CONFLICT, "Schedule '" + schedule.name() + "' was not launched: " + cause.getMessage());
		}

	}

}
