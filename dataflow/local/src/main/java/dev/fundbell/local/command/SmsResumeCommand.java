package dev.fundbell.local.command;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * Command that uses a stopped SMS gateway again.
 */
@Command(name = "resume", mixinStandardHelpOptions = true,
		description = { "Uses a stopped gateway again at once, such as after its account has been refilled.",
				"Each sink has its own view of a gateway: with several sinks, name each by --sink." })
final class SmsResumeCommand implements Callable<Integer> {

	@Mixin
	private SmsOptions sms = new SmsOptions();

	@Parameters(paramLabel = "<gateway>", description = "The gateway's name, as sms gateways shows it.")
	@SuppressWarnings("NullAway.Init")
	private String gateway;

	@Override
	public Integer call() {
		SmsGatewaysCommand.show(this.sms.client().resume(this.gateway));
		return 0;
	}

}
