package dev.fundbell.dataflow.server.task;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.fundbell.dataflow.server.execution.ExecutionRef;
import dev.fundbell.dataflow.server.execution.SchemaTarget;

/**
 * Id of a launch: task, execution and server, such as
 * {@code coupon-expiry-task-117-1f3a77c2}. Data Flow stores it as the execution's
 * external id, and it names the execution's directory. The id alone tells which server is
 * responsible for the execution, and to which execution a directory belongs.
 *
 * @param task the name of the task
 * @param server the server that launched it
 * @param execution its execution
 */
record LaunchId(String task, String server, ExecutionRef execution) {

	private static final String BOOT2 = "b";

	private static final Pattern FORM = Pattern.compile("(.+)-(" + BOOT2 + "?)(\\d{1,18})-([0-9a-f]{8})");

	private static final Pattern OF_EARLIER_VERSION = Pattern
		.compile(".+-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

	/** Reads a launch id; empty if it has none of these parts. */
	static Optional<LaunchId> parse(String text) {
		Matcher parts = FORM.matcher(text);
		return parts.matches()
				? Optional.of(new LaunchId(parts.group(1), parts.group(4),
						new ExecutionRef(Long.parseLong(parts.group(3)),
								parts.group(2).isEmpty() ? SchemaTarget.BOOT3 : SchemaTarget.BOOT2)))
				: Optional.empty();
	}

	/** Tells whether an earlier version launched it, which did not name the server. */
	static boolean isOfEarlierVersion(String text) {
		return OF_EARLIER_VERSION.matcher(text).matches();
	}

	@Override
	public String toString() {
		String prefix = (this.execution.target() == SchemaTarget.BOOT2) ? BOOT2 : "";
		return this.task + "-" + prefix + this.execution.id() + "-" + this.server;
	}

}
