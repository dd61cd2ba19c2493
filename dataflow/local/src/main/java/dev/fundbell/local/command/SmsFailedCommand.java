package dev.fundbell.local.command;

import java.util.concurrent.Callable;

import dev.fundbell.local.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Command that lists the SMS that could not be sent, and those whose outcome is unknown.
 */
@Command(name = "failed", mixinStandardHelpOptions = true,
		description = { "Lists the messages that no gateway accepted (FAILED), and those of which the gateway",
				"has not yet reported whether it has them (UNKNOWN), each with its reason." })
class SmsFailedCommand implements Callable<Integer> {

	@Mixin
	private SmsOptions sms = new SmsOptions();

	@Mixin
	private SmsPageOptions page = new SmsPageOptions();

	@Override
	public Integer call() {
		SmsTable.show(this.sms.client().failed(this.page.after(), this.page.limit()), "sms failed",
				"There are no failed messages.", Terminal.out());
		return 0;
	}

}
