package dev.fundbell.sse.clients;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

/**
 * Programs of this machine that tests run, such as npm and nginx. A test is skipped where
 * one is missing, but not in the gate, which installs them.
 */
final class Programs {

	/** Where administrators' programs are, which are on no user's path. */
	private static final String MORE_PLACES = File.pathSeparator + "/usr/sbin" + File.pathSeparator + "/usr/local/sbin";

	private static final int OLDEST_NODE = 20;

	private static final int PATIENCE_MINUTES = 3;

	private Programs() {
	}

	static String find(String name) {
		return find(name, System.getenv());
	}

	static String find(String name, Map<String, String> environment) {
		String path = environment.get("PATH") + MORE_PLACES;
		return Stream.of(path.split(File.pathSeparator))
			.map((directory) -> Path.of(directory, name))
			.filter(Files::isExecutable)
			.map(Path::toString)
			.findFirst()
			.orElseGet(() -> missing(name + " is not installed", environment));
	}

	static String node() {
		String node = find("node");
		String version = run(Path.of("."), node, "--version").strip();
		if (Integer.parseInt(version.replaceAll("^v(\\d+).*", "$1")) < OLDEST_NODE) {
			missing("Node " + OLDEST_NODE + " or newer is not installed, but " + version);
		}
		return node;
	}

	static String npm() {
		node();
		return find("npm");
	}

	/** Returns what a command prints, once it has ended well. */
	static String run(Path directory, String... command) {
		try {
			Process process = new ProcessBuilder(command).directory(directory.toFile())
				.redirectErrorStream(true)
				.start();
			CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
			if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
				process.destroyForcibly();
				throw new AssertionError("Never ended: " + List.of(command) + "\n" + output.join());
			}
			if (process.exitValue() != 0) {
				throw new AssertionError("Failed: " + List.of(command) + "\n" + output.join());
			}
			return output.join();
		}
		catch (IOException ex) {
			throw new AssertionError("Cannot run " + List.of(command), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	private static String read(InputStream output) {
		try (output) {
			return new String(output.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			return "(its output could not be read: " + ex + ")";
		}
	}

	/** Skips the test, with the reason in its report. */
	static String missing(String reason) {
		return missing(reason, System.getenv());
	}

	private static String missing(String reason, Map<String, String> environment) {
		if (Boolean.parseBoolean(environment.get("FUNDBELL_REQUIRE_CHROMIUM"))) {
			throw new AssertionError(reason);
		}
		return Assumptions.abort(reason + ": this test needs it.");
	}

}
