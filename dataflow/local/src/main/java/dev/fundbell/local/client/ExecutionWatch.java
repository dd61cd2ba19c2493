package dev.fundbell.local.client;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

import dev.fundbell.servers.Pause;

/**
 * Polling of task executions until they end.
 */
public final class ExecutionWatch {

	private static final Duration POLL = Duration.ofMillis(300);

	private ExecutionWatch() {
	}

	/**
	 * Waits for the end of one execution.
	 * @param changes gets the execution whenever its status has changed
	 * @return the ended execution
	 */
	public static TaskExecution awaitEnd(DataFlowClient dataFlow, long id, Consumer<TaskExecution> changes) {
		String shown = "";
		while (true) {
			TaskExecution execution = dataFlow.taskExecution(id);
			if (!execution.status().equals(shown)) {
				changes.accept(execution);
				shown = execution.status();
			}
			if (execution.ended()) {
				return execution;
			}
			Pause.of(POLL);
		}
	}

	/**
	 * Waits for the end of several executions.
	 * @param ends gets each execution as soon as it has ended
	 */
	public static void awaitEnds(DataFlowClient dataFlow, Collection<Long> ids, Consumer<TaskExecution> ends) {
		Set<Long> running = new LinkedHashSet<>(ids);
		while (true) {
			for (long id : Set.copyOf(running)) {
				TaskExecution execution = dataFlow.taskExecution(id);
				if (execution.ended()) {
					ends.accept(execution);
					running.remove(id);
				}
			}
			if (running.isEmpty()) {
				return;
			}
			Pause.of(POLL);
		}
	}

}
