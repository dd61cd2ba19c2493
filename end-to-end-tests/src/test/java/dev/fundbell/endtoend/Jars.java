package dev.fundbell.endtoend;

import java.nio.file.Path;

/** The apps as the build packaged them. */
final class Jars {

	static final Path SSE_SINK = app("streams", "sse-sink");

	static final Path COUPON_EXPIRY_TASK = app("tasks", "coupon-expiry-task");

	private Jars() {
	}

	private static Path app(String folder, String name) {
		String version = System.getProperty("fundbell.version");
		return Path.of("..", folder, name, "target", name + "-" + version + ".jar").toAbsolutePath().normalize();
	}

}
