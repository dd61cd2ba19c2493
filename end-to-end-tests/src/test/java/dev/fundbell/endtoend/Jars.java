package dev.fundbell.endtoend;

import java.nio.file.Path;

/** Finder of the jars that the build has packaged. */
final class Jars {

	static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

	static final Path SSE_SINK = app("streams/sse-sink", "sse-sink");

	static final Path COUPON_EXPIRY_TASK = app("tasks/coupon-expiry-task", "coupon-expiry-task");

	static final Path FUNDING_CLOSE_TASK = app("tasks/funding-close-task", "funding-close-task");

	static final Path FUNDBELL = app("dataflow/local", "fundbell-local");

	static final Path BENCHMARKS = app("benchmarks", "benchmarks");

	private Jars() {
	}

	private static Path app(String folder, String name) {
		return PROJECT.resolve(folder)
			.resolve("target")
			.resolve("%s-%s.jar".formatted(name, System.getProperty("fundbell.version")));
	}

}
