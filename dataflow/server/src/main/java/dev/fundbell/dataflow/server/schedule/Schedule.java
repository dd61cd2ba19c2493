package dev.fundbell.dataflow.server.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Schedule of a task as it is stored.
 *
 * @param name its unique name
 * @param task the task definition that it launches
 * @param platform the platform account that runs the task
 * @param timing when it fires
 * @param rules what happens to runs that go wrong
 * @param paused whether it is paused
 * @param properties the launch's deployment properties, as they were given
 * @param arguments the launch's command line arguments
 * @param last its latest run; null before the first
 * @param next when it fires next; null while it is paused
 */
record Schedule(String name, String task, String platform, Timing timing, RunRules rules, boolean paused,
		Map<String, String> properties, List<String> arguments, @Nullable Run last, @Nullable Instant next) {

	static Schedule create(String name, String task, String platform, Timing timing, Map<String, String> properties,
			List<String> arguments) {
		return new Schedule(name, task, platform, timing, RunRules.NONE, false, properties, arguments, null, null);
	}

	Schedule withPaused(boolean newPaused) {
		return new Schedule(this.name, this.task, this.platform, this.timing, this.rules, newPaused, this.properties,
				this.arguments, this.last, this.next);
	}

	Schedule with(RunRules newRules) {
		return new Schedule(this.name, this.task, this.platform, this.timing, newRules, this.paused, this.properties,
				this.arguments, this.last, this.next);
	}

	Schedule with(Timing newTiming, Map<String, String> newProperties, List<String> newArguments) {
		return new Schedule(this.name, this.task, this.platform, newTiming, this.rules, this.paused, newProperties,
				newArguments, this.last, this.next);
	}

}
