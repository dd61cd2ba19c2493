package dev.fundbell.local.command;

import java.util.Map;
import java.util.Objects;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Options of {@code create} and {@code preview}: the cron expression, which a new
 * schedule must have, and those of {@link TimingOptions}.
 */
final class NewScheduleOptions {

	@Mixin
	private TimingOptions timing = new TimingOptions();

	@Option(names = "--cron", required = true, paramLabel = "<expression>", description = TimingOptions.CRON)
	private String expression = "";

	/** The given options, under the names of the server's properties. */
	Map<String, String> properties() {
		return this.timing.properties(this.expression);
	}

	String arguments() {
		return Objects.requireNonNullElse(this.timing.arguments(), "");
	}

}
