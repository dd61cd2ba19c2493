package dev.fundbell.local.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Command {@code sms dead-letters}, the former name of {@code sms failed}. It works for
 * one more version.
 */
@Command(name = "dead-letters", hidden = true, description = "Deprecated: use sms failed.")
final class SmsDeadLettersCommand extends SmsFailedCommand {

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	@Override
	public Integer call() {
		this.spec.commandLine().getErr().println("fundbell: sms dead-letters is deprecated: use sms failed");
		return super.call();
	}

}
