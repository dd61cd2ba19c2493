package dev.fundbell.local.command;

import java.util.concurrent.Callable;

import dev.fundbell.local.client.ScheduleClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Command that creates a schedule.
 */
@Command(name = "create", mixinStandardHelpOptions = true, usageHelpWidth = 120, description = "Creates a schedule.",
		footer = { "", "Examples:",
				"  fundbell schedule create coupon-evening --task=coupon-expiry-task --cron=\"0 18 * * *\"",
				"  fundbell schedule create coupon-weekly --task=coupon-expiry-task --cron=@weekly \\",
				"      --time-zone=Europe/Berlin --overlap=queue --missed=skip --arguments=\"--lead-days=7\"" })
final class ScheduleCreateCommand implements Callable<Integer> {

	@Mixin
	private ServerOptions server = new ServerOptions();

	@Mixin
	private NewScheduleOptions schedule = new NewScheduleOptions();

	@Parameters(paramLabel = "<name>", description = "The schedule's name, which no other schedule has.")
	private String name = "";

	@Option(names = "--task", required = true, paramLabel = "<task>", description = "The task definition to launch.")
	private String task = "";

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	@Override
	public Integer call() {
		ScheduleClient schedules = new ScheduleClient(this.server.dataFlow());
		schedules.create(this.name, this.task, this.schedule.properties(), this.schedule.arguments());
		this.spec.commandLine().getOut().println(ScheduleTexts.next(schedules.get(this.name)));
		return 0;
	}

}
