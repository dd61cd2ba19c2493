package dev.fundbell.local.command;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

import dev.fundbell.local.client.PreviewedRun;
import dev.fundbell.local.client.ScheduleRun;
import dev.fundbell.local.client.ScheduleView;
import dev.fundbell.local.terminal.TextTable;

/**
 * Text form of schedules for the terminal. Times are in each schedule's own zone.
 */
final class ScheduleTexts {

	private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");

	private ScheduleTexts() {
	}

	static String list(List<ScheduleView> schedules) {
		if (schedules.isEmpty()) {
			return "There is no schedule";
		}
		TextTable table = new TextTable().row("NAME", "TASK", "CRON", "ZONE", "STATE", "NEXT RUN", "LAST RUN",
				"OUTCOME");
		for (ScheduleView schedule : schedules) {
			table.row(schedule.name(), schedule.task(), schedule.cron(), schedule.zone(), state(schedule),
					orDash(schedule.nextRun()), orDash(schedule.lastRun()), orDash(schedule.outcome()));
		}
		return table.render();
	}

	static String details(ScheduleView schedule) {
		TextTable table = new TextTable().row("name", schedule.name())
			.row("task", schedule.task())
			.row("arguments", orDash(schedule.arguments()))
			.row("cron", schedule.cron())
			.row("state", state(schedule))
			.row("next run", orDash(schedule.nextRun()))
			.row("last run", orDash(schedule.lastRun()))
			.row("outcome", orDash(schedule.outcome()))
			.row("last execution", orDash(schedule.execution()));
		schedule.otherProperties().forEach(table::row);
		return table.render();
	}

	static String preview(List<PreviewedRun> runs) {
		TextTable table = new TextTable().row("NEXT RUNS", "ARGUMENTS");
		runs.forEach((run) -> table.row(run.time(), orDash(run.arguments())));
		return table.render();
	}

	static String history(ScheduleView schedule, List<ScheduleRun> runs) {
		if (runs.isEmpty()) {
			return "%s has not run yet".formatted(schedule.name());
		}
		TextTable table = new TextTable().row("DUE", "KIND", "STATE", "EXECUTION", "TOOK", "REASON");
		for (ScheduleRun run : runs) {
			table.row(schedule.local(run.due()), run.kind(), run.state(), orDash(run.execution()), took(run),
					orDash(reason(schedule, run)));
		}
		return table.render();
	}

	private static String reason(ScheduleView schedule, ScheduleRun run) {
		return INSTANT.matcher(run.reason()).replaceAll((instant) -> schedule.local(instant.group()));
	}

	private static String took(ScheduleRun run) {
		if (run.started().isEmpty() || run.ended().isEmpty()) {
			return "-";
		}
		Duration took = Duration.between(Instant.parse(run.started()), Instant.parse(run.ended()));
		return "%d:%02d:%02d".formatted(took.toHours(), took.toMinutesPart(), took.toSecondsPart());
	}

	static String next(ScheduleView schedule) {
		return schedule.paused() ? "%s is paused".formatted(schedule.name())
				: "%s runs next at %s %s".formatted(schedule.name(), schedule.nextRun(), schedule.zone());
	}

	private static String state(ScheduleView schedule) {
		return schedule.paused() ? "paused" : "active";
	}

	private static String orDash(String text) {
		return text.isEmpty() ? "-" : text;
	}

}
