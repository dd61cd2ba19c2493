package dev.fundbell.local.command;

import java.util.Map;
import java.util.concurrent.Callable;

import dev.fundbell.local.client.ScheduleClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Command that changes settings of a schedule.
 */
@Command(name = "edit", mixinStandardHelpOptions = true, usageHelpWidth = 120,
		description = "Changes the given settings of a schedule; the others stay as they are.",
		footer = { "", "Examples:", "  fundbell schedule edit coupon-expiry --cron=\"30 8 * * 1-5\"",
				"  fundbell schedule edit coupon-expiry --arguments=\"--lead-days=3\"" })
final class ScheduleEditCommand implements Callable<Integer> {

	@Mixin
	private ServerOptions server = new ServerOptions();

	@Mixin
	private TimingOptions timing = new TimingOptions();

	@Parameters(paramLabel = "<name>", description = "The schedule's name.")
	private String name = "";

	@Option(names = "--cron", paramLabel = "<expression>", description = TimingOptions.CRON)
	private @Nullable String expression;

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	@Override
	public Integer call() {
		Map<String, String> properties = this.timing.properties(this.expression);
		if (properties.isEmpty() && this.timing.arguments() == null) {
			throw new ParameterException(this.spec.commandLine(), "Nothing is to change: give at least one option");
		}
		ScheduleClient schedules = new ScheduleClient(this.server.dataFlow());
		schedules.change(this.name, properties, this.timing.arguments());
		this.spec.commandLine().getOut().println(ScheduleTexts.next(schedules.get(this.name)));
		return 0;
	}

}
