package dev.fundbell.local.command;

import java.util.concurrent.Callable;

import dev.fundbell.local.client.TraceClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Command that answers why a user did not get a notification.
 */
@Command(name = "trace", mixinStandardHelpOptions = true, usageHelpWidth = 120,
		description = {
				"Shows by which execution a notification was created, when it was published, whether it was read,",
				"and what has become of its SMS; or a user's latest notifications." },
		footer = { "", "Examples:", "  fundbell trace --user=7", "  fundbell trace 4711" })
final class TraceCommand implements Callable<Integer> {

	@Mixin
	private ServerOptions server = new ServerOptions();

	@ArgGroup(multiplicity = "1")
	@SuppressWarnings("NullAway.Init")
	private Subject subject;

	@Option(names = { "-n", "--limit" }, paramLabel = "<count>",
			description = "How many of the user's notifications, 1 to 200 (default: 20).")
	private int limit = 20;

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	@Override
	public Integer call() {
		TraceClient traces = new TraceClient(this.server.dataFlow());
		String text = (this.subject.notification != null)
				? TraceTexts.notification(traces.notification(this.subject.notification))
				: TraceTexts.user(traces.user(this.subject.user, this.limit));
		this.spec.commandLine().getOut().println(text);
		return 0;
	}

	/**
	 * Subject of the trace: a notification or a user.
	 */
	static final class Subject {

		@Parameters(paramLabel = "<notification id>",
				description = "The notification, as the inbox and the event name it.")
		@Nullable Long notification;

		@Option(names = "--user", paramLabel = "<id>", required = true, description = "The user.")
		long user;

	}

}
