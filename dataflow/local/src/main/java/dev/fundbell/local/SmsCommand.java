package dev.fundbell.local;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/**
 * What operators do about SMS.
 */
@Command(name = "sms", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "<command>",
		description = "Shows messages that could not be sent to phones, and sends them again.",
		subcommands = { SmsDeadLettersCommand.class, SmsRedriveCommand.class, HelpCommand.class })
final class SmsCommand {

}
