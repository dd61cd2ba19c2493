package dev.fundbell.dataflow.server.schedule;

import java.time.Duration;

import dev.fundbell.dataflow.server.OwnSchedules;
import dev.fundbell.dataflow.server.Rounds;

import org.springframework.stereotype.Component;

/** Rounds of the schedules: the work that each server repeats as long as it runs. */
@Component
@OwnSchedules
class ScheduleRounds {

	private static final Duration PAUSE = Duration.ofSeconds(1);

	ScheduleRounds(Rounds rounds, ScheduleTimer timer, ScheduleRuns runs, RunReconciler reconciler) {
		rounds.every(PAUSE, "The timer of the schedules", timer::fire);
		rounds.every(PAUSE, "The launch of runs that are due", runs::launchDue);
		rounds.every(PAUSE, "The comparison of runs and executions", reconciler::reconcile);
	}

}
