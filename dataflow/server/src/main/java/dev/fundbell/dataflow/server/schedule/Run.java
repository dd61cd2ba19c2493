package dev.fundbell.dataflow.server.schedule;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

import dev.fundbell.dataflow.server.execution.ExecutionRef;
import org.jspecify.annotations.Nullable;

/**
 * Run of a schedule: one firing, from the moment when it is due to its end.
 *
 * @param id the number of its row
 * @param schedule the schedule's name
 * @param due when it is due
 * @param kind what caused it
 * @param state its state
 * @param attempt how often its launch was begun
 * @param retry the number of the retry; 0 if it is none
 * @param parallel how many runs of its backfill are under way at once
 * @param execution its execution; null if none was created
 * @param server the server that launched it; null before the launch
 * @param started when its launch began
 * @param ended when it ended
 * @param reason a sentence on its state, for operators
 */
record Run(long id, String schedule, Instant due, RunKind kind, RunState state, int attempt, int retry, int parallel,
		@Nullable ExecutionRef execution, @Nullable String server, @Nullable Instant started, @Nullable Instant ended,
		@Nullable String reason) {

	boolean isUnderWay() {
		return this.state == RunState.LAUNCHING || this.state == RunState.RUNNING;
	}

	/** Returns its state for operators. */
	String outcome() {
		return Objects.requireNonNullElse(this.reason, this.state.name().toLowerCase(Locale.ROOT));
	}

}
