package dev.fundbell.local.command;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.fundbell.local.client.ServerView;
import dev.fundbell.local.client.ServersClient;
import dev.fundbell.local.terminal.TextTable;
import dev.fundbell.servers.Pause;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Command that lists the Data Flow servers that share a database, with the group of
 * commands that drain them before they are stopped.
 */
@Command(name = "servers", mixinStandardHelpOptions = true, usageHelpWidth = 120,
		description = "Lists the Data Flow servers that share a database, with heartbeat and executions.",
		subcommands = HelpCommand.class,
		footer = { "", "Examples:", "  fundbell servers", "  fundbell servers drain 1f3a77c2" })
final class ServersCommand implements Callable<Integer> {

	private static final Duration POLL = Duration.ofMillis(500);

	@Mixin
	private ServerOptions server = new ServerOptions();

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	@Override
	public Integer call() {
		TextTable table = new TextTable().row("SERVER", "HOST", "STATE", "HEARTBEAT", "EXECUTIONS", "OF SCHEDULES", "");
		for (ServerView one : new ServersClient(this.server.dataFlow()).list()) {
			table.row(one.id(), one.host(), one.state(), one.beat(), Integer.toString(one.executions()),
					Integer.toString(one.runs()), one.answering() ? "answers here" : "");
		}
		println(table.render());
		return 0;
	}

	@Command(mixinStandardHelpOptions = true,
			description = "Has a server take no new launches, and waits until its executions have ended.")
	int drain(@Mixin ServerOptions at, @Parameters(paramLabel = "<id>") String id,
			@Option(names = "--no-wait", description = "Returns at once.") boolean noWait) {
		ServersClient servers = new ServersClient(at.dataFlow());
		servers.drain(id);
		println("%s takes no new launches".formatted(id));
		if (!noWait) {
			awaitEmpty(servers, id);
			println("%s is empty and may be stopped".formatted(id));
		}
		return 0;
	}

	@Command(mixinStandardHelpOptions = true, description = "Has a drained server take launches again.")
	int resume(@Mixin ServerOptions at, @Parameters(paramLabel = "<id>") String id) {
		new ServersClient(at.dataFlow()).resume(id);
		println("%s takes launches".formatted(id));
		return 0;
	}

	private void awaitEmpty(ServersClient servers, String id) {
		int shown = -1;
		Optional<ServerView> one = servers.find(id);
		while (one.filter((found) -> found.state().equals("draining")).isPresent()) {
			int executions = one.get().executions();
			if (executions != shown) {
				println("  %d executions have not ended".formatted(executions));
				shown = executions;
			}
			Pause.of(POLL);
			one = servers.find(id);
		}
	}

	private void println(String text) {
		this.spec.commandLine().getOut().println(text);
	}

}
