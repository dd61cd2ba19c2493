package dev.fundbell.dataflow.server.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A schedule as it is stored.
 *
 * @param name its unique name
 * @param task the task definition that it launches
 * @param platform on which platform account
 * @param timing when
 * @param paused whether it waits for somebody to resume it
 * @param properties the launch's deployment properties, as they were given
 * @param arguments the launch's command line arguments
 * @param last its last run
 * @param next when it runs next; null while it is paused
 */
record Schedule(String name, String task, String platform, Timing timing, boolean paused,
		Map<String, String> properties, List<String> arguments, LastRun last, @Nullable Instant next) {

	/**
	 * What is known of the last run.
	 *
	 * @param due when it was due; null before the first
	 * @param claimed the latest run that its timing has brought about
	 * @param schemaTarget where its execution is recorded; null where there is none
	 * @param executionId its execution; null where none was launched
	 * @param outcome what became of it
	 */
	record LastRun(@Nullable Instant due, @Nullable Instant claimed, @Nullable String schemaTarget,
			@Nullable Long executionId, @Nullable String outcome) {

		static final LastRun NONE = new LastRun(null, null, null, null, null);

	}

	static Schedule create(String name, String task, String platform, Timing timing, Map<String, String> properties,
			List<String> arguments) {
		return new Schedule(name, task, platform, timing, false, properties, arguments, LastRun.NONE, null);
	}

	Schedule with(Timing newTiming, Map<String, String> newProperties, List<String> newArguments) {
		return new Schedule(this.name, this.task, this.platform, newTiming, this.paused, newProperties, newArguments,
				this.last, this.next);
	}

}
