package dev.fundbell.local.command;

import java.util.List;
import java.util.concurrent.Callable;

import dev.fundbell.local.client.PreviewedRun;
import dev.fundbell.local.client.ScheduleClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Command that shows when a schedule would run, and stores nothing.
 */
@Command(name = "preview", mixinStandardHelpOptions = true, usageHelpWidth = 120,
		description = "Shows the next five runs that a schedule would have, with their arguments, and stores nothing.",
		footer = { "", "Example:", "  fundbell schedule preview --cron=\"0 9 * * 1-5\" --time-zone=Europe/Berlin \\",
				"      --arguments=\"--run-date={due:yyyy-MM-dd}\"" })
final class SchedulePreviewCommand implements Callable<Integer> {

	@Mixin
	private ServerOptions server = new ServerOptions();

	@Mixin
	private NewScheduleOptions schedule = new NewScheduleOptions();

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	@Override
	public Integer call() {
		List<PreviewedRun> runs = new ScheduleClient(this.server.dataFlow()).preview(this.schedule.properties(),
				this.schedule.arguments());
		this.spec.commandLine().getOut().println(ScheduleTexts.preview(runs));
		return 0;
	}

}
