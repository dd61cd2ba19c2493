package dev.fundbell.dataflow.server.platform;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

import dev.fundbell.servers.Ports;

/**
 * The parts that all integration tests of a JVM share. Each starts when the first test
 * asks for it and ends with the JVM.
 */
public final class Platform {

	/** Where the build puts what the tests run. */
	public static final Path TARGET = Path.of("target").toAbsolutePath();

	private static final Supplier<TestDatabase> DATABASE = once(
			() -> TestDatabase.start(TARGET.resolve("it")).create("dataflow").create("skipper"));

	static final int SKIPPER_PORT = Ports.free();

	private static final Supplier<TestServer> SERVER = once(
			() -> TestServer.start(DATABASE.get(), "dataflow", Map.of()));

	private static final Supplier<Skipper> SKIPPER = once(() -> Skipper.start(DATABASE.get(), SKIPPER_PORT));

	private Platform() {
	}

	public static TestDatabase database() {
		return DATABASE.get();
	}

	public static TestServer server() {
		return SERVER.get();
	}

	/**
	 * The server, once Skipper answers too.
	 */
	public static TestServer serverWithSkipper() {
		SKIPPER.get();
		return SERVER.get();
	}

	/**
	 * A server of its own, on an empty database.
	 * @param properties what it is to have besides the common ones
	 */
	public static TestServer anotherServer(String name, Map<String, String> properties) {
		return TestServer.start(DATABASE.get().create(name), name, properties);
	}

	public static Path jar(String name) {
		return TARGET.resolve("platform").resolve(name);
	}

	private static <T> Supplier<T> once(Supplier<T> part) {
		return new Supplier<>() {

			private T started;

			@Override
			public synchronized T get() {
				if (this.started == null) {
					this.started = part.get();
				}
				return this.started;
			}

		};
	}

}
