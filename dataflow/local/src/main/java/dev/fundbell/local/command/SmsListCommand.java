package dev.fundbell.local.command;

import java.util.Locale;
import java.util.concurrent.Callable;

import dev.fundbell.local.terminal.Terminal;
import dev.fundbell.servers.LocalServerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Command that lists the SMS in a state.
 */
@Command(name = "list", mixinStandardHelpOptions = true,
		description = { "Lists the messages in a state, each with its reason: WAITING, BLOCKED, HELD, CLAIMED, SENT,",
				"UNKNOWN, DELIVERED, UNDELIVERED, FAILED, WITHDRAWN or SKIPPED." })
final class SmsListCommand implements Callable<Integer> {

	@Mixin
	private SmsOptions sms = new SmsOptions();

	@Mixin
	private SmsPageOptions page = new SmsPageOptions();

	@Option(names = "--state", paramLabel = "<state>", required = true, description = "The state.")
	@SuppressWarnings("NullAway.Init")
	private String state;

	@Override
	public Integer call() {
		String upper = this.state.toUpperCase(Locale.ROOT);
		if (!upper.matches("[A-Z]+")) {
			throw new LocalServerException("--state is a word such as HELD, not %s".formatted(this.state));
		}
		SmsTable.show(this.sms.client().list(upper, this.page.after(), this.page.limit()), "sms list --state=" + upper,
				"There are no messages in the state %s.".formatted(upper), Terminal.out());
		return 0;
	}

}
