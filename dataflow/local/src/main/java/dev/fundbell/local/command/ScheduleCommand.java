package dev.fundbell.local.command;

import java.time.LocalDate;
import java.util.List;
import java.util.function.BiConsumer;

import dev.fundbell.local.client.DataFlowClient;
import dev.fundbell.local.client.ScheduleClient;
import dev.fundbell.local.system.Program;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Group of commands that show and change the schedules of tasks.
 */
@Command(name = "schedule", mixinStandardHelpOptions = true, usageHelpWidth = 120,
		synopsisSubcommandLabel = "<command>", description = "Shows and changes the schedules that launch tasks.",
		subcommands = { ScheduleCreateCommand.class, ScheduleEditCommand.class, SchedulePreviewCommand.class,
				HelpCommand.class },
		footer = { "", "Examples:", "  fundbell schedule list", "  fundbell schedule pause funding-close",
				"  fundbell schedule edit coupon-expiry --cron=\"30 8 * * 1-5\"",
				"  fundbell schedule create coupon-evening --task=coupon-expiry-task --cron=\"0 18 * * *\"" })
final class ScheduleCommand {

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	@Command(mixinStandardHelpOptions = true,
			description = "Lists the schedules, with state, next run, and the outcome of the last one.",
			footer = { "", "Example: fundbell schedule list --task=coupon-expiry-task" })
	int list(@Mixin ServerOptions server, @Option(names = "--task", paramLabel = "<task>",
			description = "Only the schedules of this task.") @Nullable String task) {
		ScheduleClient schedules = new ScheduleClient(server.dataFlow());
		println(ScheduleTexts.list((task != null) ? schedules.ofTask(task) : schedules.list()));
		return 0;
	}

	@Command(mixinStandardHelpOptions = true,
			description = "Shows all settings of a schedule, and its last and next run.")
	int show(@Mixin ServerOptions server, @Parameters(paramLabel = "<name>") String name) {
		println(ScheduleTexts.details(new ScheduleClient(server.dataFlow()).get(name)));
		return 0;
	}

	@Command(mixinStandardHelpOptions = true,
			description = "Shows the latest runs of a schedule, with state, duration and reason.")
	int history(@Mixin ServerOptions server, @Parameters(paramLabel = "<name>") String name, @Option(names = "-n",
			paramLabel = "<number>", defaultValue = "20", description = "How many runs (default: 20).") int limit) {
		ScheduleClient schedules = new ScheduleClient(server.dataFlow());
		println(ScheduleTexts.history(schedules.get(name), schedules.history(name, limit)));
		return 0;
	}

	@Command(mixinStandardHelpOptions = true,
			description = "Keeps schedules from running until they are resumed; a run that has begun goes on.")
	int pause(@Mixin ServerOptions server, @Option(names = "--all", description = "Pauses all schedules.") boolean all,
			@Parameters(paramLabel = "<name>", arity = "0..*") @Nullable List<String> names) {
		return forEach(names(names, all), server, ScheduleClient::pause, "paused");
	}

	@Command(mixinStandardHelpOptions = true, description = "Lets paused schedules run again.")
	int resume(@Mixin ServerOptions server,
			@Option(names = "--all", description = "Resumes the schedules that were paused with --all.") boolean all,
			@Parameters(paramLabel = "<name>", arity = "0..*") @Nullable List<String> names) {
		return forEach(names(names, all), server, ScheduleClient::resume, "active");
	}

	@Command(mixinStandardHelpOptions = true,
			description = "Deletes schedules; their executions stay. The next up does not create them again.")
	int delete(@Mixin ServerOptions server, @Parameters(paramLabel = "<name>", arity = "1..*") List<String> names) {
		return forEach(names, server, ScheduleClient::delete, "deleted");
	}

	@Command(mixinStandardHelpOptions = true,
			description = "Runs a schedule for each time at which it was due on some days, in order; returns at once.",
			footer = { "", "Example: fundbell schedule backfill coupon-expiry --from=2026-11-01 --to=2026-11-10" })
	int backfill(@Mixin ServerOptions server, @Parameters(paramLabel = "<name>") String name,
			@Option(names = "--from", required = true, paramLabel = "<day>",
					description = "The first day, in the schedule's time zone.") LocalDate from,
			@Option(names = "--to", required = true, paramLabel = "<day>", description = "The last day.") LocalDate to,
			@Option(names = "--parallel", paramLabel = "<number>", defaultValue = "1",
					description = "How many runs are under way at once (default: 1).") int parallel) {
		int runs = new ScheduleClient(server.dataFlow()).backfill(name, from, to, parallel);
		println("%s runs for %d due times: %s schedule history %s".formatted(name, runs, Program.name(), name));
		return 0;
	}

	@Command(mixinStandardHelpOptions = true,
			description = "Runs a schedule now, whatever its cron expression, waits, and exits with the task's exit code.")
	int run(@Mixin ServerOptions server, @Parameters(paramLabel = "<name>") String name) {
		DataFlowClient dataFlow = server.dataFlow();
		ScheduleClient schedules = new ScheduleClient(dataFlow);
		long execution = schedules.run(name);
		int exitCode = LaunchCommand.follow(dataFlow, name, execution, this.spec.commandLine().getOut());
		schedules.awaitEnd(name, execution);
		return exitCode;
	}

	private List<String> names(@Nullable List<String> names, boolean all) {
		List<String> given = (names != null) ? names : List.of();
		if (all != given.isEmpty()) {
			throw new ParameterException(this.spec.commandLine(), "Give the names of schedules, or --all");
		}
		return all ? List.of(ScheduleClient.ALL) : given;
	}

	private int forEach(List<String> names, ServerOptions server, BiConsumer<ScheduleClient, String> action,
			String state) {
		ScheduleClient schedules = new ScheduleClient(server.dataFlow());
		for (String name : names) {
			action.accept(schedules, name);
			println("%s is %s".formatted(name.equals(ScheduleClient.ALL) ? "Each schedule" : name, state));
		}
		return 0;
	}

	private void println(String text) {
		this.spec.commandLine().getOut().println(text);
	}

}
