package dev.fundbell.dataflow.server.schedule;

import dev.fundbell.dataflow.server.execution.ExecutionRef;
import org.jspecify.annotations.Nullable;

/**
 * Run in the form in which REST shows it.
 *
 * @param due when it was due
 * @param kind what caused it
 * @param state its state
 * @param attempt how often its launch was begun
 * @param retry the number of the retry; 0 if it is none
 * @param execution the id of its execution; null if none was created
 * @param schemaTarget the tables of its execution, as Data Flow's requests name them;
 * null if none was created
 * @param server the server that launched it
 * @param started when its launch began
 * @param ended when it ended
 * @param reason a sentence on its state
 */
record ShownRun(String due, String kind, String state, int attempt, int retry, @Nullable Long execution,
		@Nullable String schemaTarget, @Nullable String server, @Nullable String started, @Nullable String ended,
		@Nullable String reason) {

	static ShownRun of(Run run) {
		ExecutionRef execution = run.execution();
		return new ShownRun(run.due().toString(), word(run.kind()), word(run.state()), run.attempt(), run.retry(),
				(execution != null) ? execution.id() : null, (execution != null) ? execution.target().id() : null,
				run.server(), text(run.started()), text(run.ended()), run.reason());
	}

	private static String word(Enum<?> constant) {
		return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
	}

	private static @Nullable String text(@Nullable Object time) {
		return (time != null) ? time.toString() : null;
	}

}
