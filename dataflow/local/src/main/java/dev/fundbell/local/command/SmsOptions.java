package dev.fundbell.local.command;

import java.net.URI;

import dev.fundbell.local.client.SmsClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Options that select the sms-sink of a command.
 */
final class SmsOptions {

	@Mixin
	private InstallationOptions installation = new InstallationOptions();

	@Option(names = "--sink", paramLabel = "<url>",
			description = "The sms-sink's management address (default: the one that up has started).")
	private @Nullable URI sink;

	SmsClient client() {
		return new SmsClient((this.sink != null) ? this.sink : this.installation.runningPorts().smsUrl());
	}

}
