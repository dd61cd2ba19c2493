package dev.fundbell.dataflow.server.platform;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

import dev.fundbell.servers.Ports;

/**
 * The servers that all integration tests of a JVM share. Each is started for the first
 * test that needs it and ends with the JVM.
 */
public final class Platform {

	/** The directory of everything that the build makes. */
	public static final Path TARGET = Path.of("target").toAbsolutePath();

	private static final Supplier<TestDatabase> DATABASE = once(
			() -> TestDatabase.start(TARGET.resolve("it")).create("dataflow").create("skipper"));

	static final int SKIPPER_PORT = Ports.free();

	private static final Supplier<TestServer> SERVER = once(
			() -> TestServer.start(DATABASE.get(), "dataflow", ServiceData.options(DATABASE.get())));

	private static final Supplier<Skipper> SKIPPER = once(() -> Skipper.start(DATABASE.get(), SKIPPER_PORT));

	private static final Supplier<Shell> SHELL = once(() -> new Shell(SERVER.get()));

	private static final Supplier<TestServer> SECURED = once(() -> anotherServer("secured", SecuredUsers.options()));

	private Platform() {
	}

	public static TestDatabase database() {
		return DATABASE.get();
	}

	public static TestServer server() {
		return SERVER.get();
	}

	/** Starts Skipper beside the server, and does not wait for it. */
	public static TestServer serverBesideSkipper() {
		SKIPPER.get();
		return SERVER.get();
	}

	/** The server, once Skipper answers too. */
	public static TestServer serverWithSkipper() {
		TestServer server = serverBesideSkipper();
		SKIPPER.get().await();
		return server;
	}

	/** A server where one signs in, see {@link SecuredUsers}. */
	public static TestServer secured() {
		return SECURED.get();
	}

	/** The shell at the server. */
	public static Shell shell() {
		return SHELL.get();
	}

	/**
	 * A server of its own, on an empty database.
	 * @param properties added to the common ones
	 */
	public static TestServer anotherServer(String name, Map<String, String> properties) {
		return TestServer.start(DATABASE.get().create(name), name, properties);
	}

	/** Returns the name of the jar of one of our modules. */
	static String versioned(String module) {
		return "%s-%s.jar".formatted(module, System.getProperty("fundbell.version"));
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
