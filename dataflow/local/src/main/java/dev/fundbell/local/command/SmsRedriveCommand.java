package dev.fundbell.local.command;

import java.util.List;
import java.util.concurrent.Callable;

import dev.fundbell.local.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Command that sends failed SMS again.
 */
@Command(name = "redrive", aliases = "retry", mixinStandardHelpOptions = true,
		description = "Sends messages again that are FAILED or UNDELIVERED; exits with 1 if a given one is neither.")
final class SmsRedriveCommand implements Callable<Integer> {

	@Mixin
	private SmsOptions sms = new SmsOptions();

	@Parameters(paramLabel = "<id>", description = "The ids of the messages, as sms failed or list shows them.")
	private List<Long> ids = List.of();

	@Option(names = "--all", description = "All messages that are FAILED.")
	private boolean all;

	@Option(names = "--even-unknown",
			description = "Also the given messages that are UNKNOWN, although their users may then get them twice.")
	private boolean evenUnknown;

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	@Override
	public Integer call() {
		if (this.all != this.ids.isEmpty()) {
			throw new ParameterException(this.spec.commandLine(), "Name ids, or say --all");
		}
		if (this.all && this.evenUnknown) {
			throw new ParameterException(this.spec.commandLine(), "--even-unknown goes with ids only");
		}
		List<Long> named = this.ids.stream().distinct().toList();
		int redriven = this.all ? this.sms.client().redriveAll() : this.sms.client().redrive(named, this.evenUnknown);
		int missing = this.all ? 0 : named.size() - redriven;
		Terminal.out().printf("Sent again: %d%n", redriven);
		if (missing > 0) {
			Terminal.out()
				.printf("Not sent again: %d, since they are neither FAILED nor UNDELIVERED%s%n", missing,
						this.evenUnknown ? " nor UNKNOWN" : "; for those that are UNKNOWN there is --even-unknown");
		}
		return (missing > 0) ? 1 : 0;
	}

}
