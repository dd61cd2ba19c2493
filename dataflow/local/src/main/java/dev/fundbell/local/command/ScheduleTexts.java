package dev.fundbell.local.command;

import java.util.List;

import dev.fundbell.local.client.PreviewedRun;
import dev.fundbell.local.client.ScheduleView;
import dev.fundbell.local.terminal.TextTable;

/**
 * Text form of schedules for the terminal. Times are in each schedule's own zone.
 */
final class ScheduleTexts {

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
