package dev.fundbell.dataflow.server.schedule;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.fundbell.dataflow.server.execution.ExecutionRef;
import dev.fundbell.dataflow.server.launch.ArgumentLine;
import org.jspecify.annotations.Nullable;

import org.springframework.cloud.dataflow.rest.util.ArgumentSanitizer;
import org.springframework.cloud.deployer.spi.scheduler.ScheduleInfo;

/**
 * Converter of schedules to the form that dashboard and shell show. State and last run,
 * for which they have no column, are among the properties.
 */
final class ScheduleInfos {

	private static final ArgumentSanitizer SANITIZER = new ArgumentSanitizer();

	private ScheduleInfos() {
	}

	static ScheduleInfo of(Schedule schedule) {
		ScheduleInfo info = new ScheduleInfo();
		info.setScheduleName(schedule.name());
		info.setTaskDefinitionName(schedule.task());
		info.setScheduleProperties(properties(schedule));
		return info;
	}

	private static Map<String, String> properties(Schedule schedule) {
		Map<String, String> properties = ScheduleProperties.of(schedule.timing());
		properties.putAll(ScheduleProperties.of(schedule.rules()));
		properties.put("paused", Boolean.toString(schedule.paused()));
		put(properties, "next-run", schedule.next());
		Optional<Run> last = Optional.ofNullable(schedule.last());
		put(properties, "last-run", last.map(Run::due).orElse(null));
		put(properties, "last-execution", last.map(Run::execution).map(ExecutionRef::id).orElse(null));
		put(properties, "last-state",
				last.map(Run::state).map((state) -> state.name().toLowerCase(Locale.ROOT)).orElse(null));
		put(properties, "last-outcome", last.map(Run::outcome).orElse(null));
		properties.put("arguments", ArgumentLine.of(SANITIZER.sanitizeArguments(schedule.arguments())));
		properties.putAll(SANITIZER.sanitizeProperties(schedule.properties()));
		return properties;
	}

	private static void put(Map<String, String> properties, String name, @Nullable Object value) {
		if (value != null) {
			properties.put(name, value.toString());
		}
	}

}
