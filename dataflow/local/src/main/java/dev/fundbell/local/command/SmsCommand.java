package dev.fundbell.local.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/**
 * Group of commands for SMS and their gateways.
 */
@Command(name = "sms", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "<command>",
		description = "Shows messages to phones and their gateways, and sends those again that could not be sent.",
		subcommands = { SmsFailedCommand.class, SmsDeadLettersCommand.class, SmsListCommand.class,
				SmsRedriveCommand.class, SmsGatewaysCommand.class, SmsResumeCommand.class, HelpCommand.class })
final class SmsCommand {

}
