package dev.fundbell.local.command;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Options of {@code create}, {@code edit} and {@code preview} for the timing and the
 * launches of a schedule. The server checks the values.
 */
final class TimingOptions {

	static final String EXPRESSION = "scheduler.cron.expression";

	/** The description of the option {@code --cron}. */
	static final String CRON = "5 fields as in Unix, 6 with the seconds first, or a name such as @daily.";

	@Option(names = "--time-zone", paramLabel = "<zone>",
			description = "The cron expression's time zone, such as Europe/Berlin (default: the server's, Asia/Seoul).")
	private @Nullable String zone;

	@Option(names = "--overlap", paramLabel = "<policy>",
			description = "Overlap policy, while the last run still runs: skip (default), queue one, or allow.")
	private @Nullable String overlap;

	@Option(names = "--missed", paramLabel = "<policy>",
			description = "Misfire policy, for runs that were due while no server was up: once for all of them (default), or skip.")
	private @Nullable String missed;

	@Option(names = "--start-date", paramLabel = "<day>",
			description = "The first day on which it runs, such as 2026-12-01, or none (default: none).")
	private @Nullable String startDate;

	@Option(names = "--end-date", paramLabel = "<day>",
			description = "The last day on which it runs, or none (default: none).")
	private @Nullable String endDate;

	@Option(names = "--retries", paramLabel = "<number>",
			description = "How often a run that failed is launched again (default: 0, never).")
	private @Nullable String retries;

	@Option(names = "--retry-backoff", paramLabel = "<time>",
			description = "The pause before the first retry, such as 5m; it doubles before each further one (default: 1m).")
	private @Nullable String backoff;

	@Option(names = "--max-run-time", paramLabel = "<time>",
			description = "The time after which a run is stopped, such as 2h (default: 0, no limit).")
	private @Nullable String maxRunTime;

	@Option(names = "--start-deadline", paramLabel = "<time>",
			description = "The time after which a run that is due is not started any more (default: 0, no limit).")
	private @Nullable String startDeadline;

	@Option(names = "--alert-running-for", paramLabel = "<time>",
			description = "The time after which operators hear that a run still runs (default: 0, never).")
	private @Nullable String alertRunningFor;

	@Option(names = "--alert-no-success-for", paramLabel = "<time>",
			description = "The time without a success after which operators hear of it, such as 26h (default: 0, never).")
	private @Nullable String alertNoSuccessFor;

	@Option(names = "--property", paramLabel = "<name=value>",
			description = "A property of the launches, such as version.coupon-expiry-task=0.1.0; may be given several times.")
	private Map<String, String> properties = new LinkedHashMap<>();

	@Option(names = "--arguments", paramLabel = "<arguments>",
			description = "The task's own arguments, such as \"--lead-days=3 --note='two words'\"; quotes are as in a shell. {due:yyyy-MM-dd} is the date on which a run was due.")
	private @Nullable String arguments;

	/**
	 * The given options, under the names of the server's properties.
	 */
	Map<String, String> properties(@Nullable String expression) {
		Map<String, String> given = new LinkedHashMap<>();
		put(given, EXPRESSION, expression);
		put(given, "scheduler.cron.time-zone", this.zone);
		put(given, "scheduler.overlap", this.overlap);
		put(given, "scheduler.missed", this.missed);
		put(given, "scheduler.start-date", this.startDate);
		put(given, "scheduler.end-date", this.endDate);
		put(given, "scheduler.retry.attempts", this.retries);
		put(given, "scheduler.retry.backoff", this.backoff);
		put(given, "scheduler.max-run-time", this.maxRunTime);
		put(given, "scheduler.start-deadline", this.startDeadline);
		put(given, "scheduler.alert.running-for", this.alertRunningFor);
		put(given, "scheduler.alert.no-success-for", this.alertNoSuccessFor);
		given.putAll(this.properties);
		return given;
	}

	@Nullable String arguments() {
		return this.arguments;
	}

	private static void put(Map<String, String> given, String name, @Nullable String value) {
		if (value != null) {
			given.put(name, value);
		}
	}

}
