package dev.fundbell.local;

import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Sends dead letters again.
 */
@Command(name = "redrive", mixinStandardHelpOptions = true,
		description = "Sends messages again that could not be sent; exits with 1 if some of those named are none.")
final class SmsRedriveCommand implements Callable<Integer> {

	@Mixin
	private SmsOptions sms = new SmsOptions();

	@Parameters(paramLabel = "<id>", description = "Which, by the ids that dead-letters shows.")
	private List<Long> ids = List.of();

	@Option(names = "--all", description = "All that are FAILED.")
	private boolean all;

	@Option(names = "--even-unknown",
			description = "Also named ones that are UNKNOWN, though their users may then get them twice.")
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
		Program.out().printf("Sent again: %d%n", redriven);
		if (missing > 0) {
			Program.out()
				.printf("Not sent again: %d, since they are not FAILED%s%n", missing,
						this.evenUnknown ? " or UNKNOWN" : "; for those that are UNKNOWN there is --even-unknown");
		}
		return (missing > 0) ? 1 : 0;
	}

}
