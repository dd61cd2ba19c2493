package dev.fundbell.local.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/**
 * Group of commands for SMS that could not be sent.
 */
@Command(name = "sms", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "<command>",
		description = "Shows messages that could not be sent to phones, and sends them again.", subcommands = {
				SmsFailedCommand.class, SmsDeadLettersCommand.class, SmsRedriveCommand.class, HelpCommand.class })
final class SmsCommand {

}
