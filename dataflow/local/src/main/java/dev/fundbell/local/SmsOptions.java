package dev.fundbell.local;

import java.net.URI;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Which sms-sink is meant.
 */
final class SmsOptions {

	@Mixin
	private StateOptions state = new StateOptions();

	@Option(names = "--sink", paramLabel = "<url>",
			description = "Another sms-sink, whose management is reachable here (default: the one that runs).")
	private @Nullable URI sink;

	SmsClient client() {
		return new SmsClient((this.sink != null) ? this.sink : this.state.runningPorts().smsUrl());
	}

}
