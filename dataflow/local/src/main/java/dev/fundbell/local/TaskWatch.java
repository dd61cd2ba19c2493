package dev.fundbell.local;

import java.time.Duration;
import java.util.function.Consumer;

import dev.fundbell.local.dataflow.DataFlowClient;
import dev.fundbell.local.dataflow.TaskRun;
import dev.fundbell.servers.Pause;

/**
 * Follows a launched task to its end.
 */
final class TaskWatch {

	private static final Duration POLL = Duration.ofMillis(300);

	private TaskWatch() {
	}

	/**
	 * @param changes gets the run whenever its status is another one
	 */
	static TaskRun awaitEnd(DataFlowClient dataFlow, long execution, Consumer<TaskRun> changes) {
		String shown = "";
		while (true) {
			TaskRun run = dataFlow.taskRun(execution);
			if (!run.status().equals(shown)) {
				changes.accept(run);
				shown = run.status();
			}
			if (run.ended()) {
				return run;
			}
			Pause.of(POLL);
		}
	}

}
