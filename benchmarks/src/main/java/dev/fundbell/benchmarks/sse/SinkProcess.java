package dev.fundbell.benchmarks.sse;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import dev.fundbell.servers.Ports;

/** Process of the packaged sink, in its profile {@code local}. */
public final class SinkProcess implements AutoCloseable {

	private static final Duration LONGEST = Duration.ofMinutes(5);

	private final HttpClient http = HttpClient.newHttpClient();

	private final int port = Ports.free();

	private final Path keyFile;

	private final Path log;

	private final Process process;

	/**
	 * Starts the sink.
	 * @param jar its jar
	 * @param javaOptions options of its JVM
	 * @param arguments its arguments
	 * @param directory a directory for its key and its log
	 * @throws IOException if it cannot be started
	 */
	public SinkProcess(Path jar, List<String> javaOptions, List<String> arguments, Path directory) throws IOException {
		this.keyFile = directory.resolve("sink.key");
		this.log = directory.resolve("sink.log");
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(javaOptions);
		command.addAll(List.of("-jar", jar.toString(), "--spring.profiles.active=local", "--server.port=" + this.port,
				"--fundbell.sse.local.key-file=" + this.keyFile, "--fundbell.sse.heartbeat=5m"));
		command.addAll(arguments);
		this.process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(this.log.toFile()).start();
	}

	/**
	 * Waits until notifications reach the sink.
	 * @throws InterruptedException if the thread is interrupted
	 */
	public void awaitReadiness() throws InterruptedException {
		await(this::isReady);
	}

	private boolean isReady() {
		HttpRequest readiness = HttpRequest
			.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/actuator/health/readiness"))
			.build();
		try {
			return this.http.send(readiness, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/**
	 * Waits for a condition.
	 * @param condition the condition, asked every millisecond
	 * @throws IllegalStateException if the sink ends before, or it takes minutes
	 * @throws InterruptedException if the thread is interrupted
	 */
	public void await(BooleanSupplier condition) throws InterruptedException {
		long deadline = System.nanoTime() + LONGEST.toNanos();
		while (!condition.getAsBoolean()) {
			if (this.process.waitFor(1, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
				throw new IllegalStateException("The sink ended or is stuck, see " + this.log);
			}
		}
	}

	/** The sink's port. */
	public int port() {
		return this.port;
	}

	/**
	 * The signer of tokens that the sink accepts.
	 * @return the signer
	 * @throws IOException if the sink has no key yet
	 * @throws GeneralSecurityException if its key is none
	 */
	public LocalToken tokens() throws IOException, GeneralSecurityException {
		return new LocalToken(Files.readAllBytes(this.keyFile));
	}

	/** The processor time that the sink has used. */
	public Duration processorTime() {
		return this.process.info().totalCpuDuration().orElse(Duration.ZERO);
	}

	/**
	 * The memory that the sink has.
	 * @return kilobytes
	 * @throws IOException where the operating system does not tell
	 */
	public long residentKilobytes() throws IOException {
		return Files.readAllLines(Path.of("/proc", Long.toString(this.process.pid()), "status"))
			.stream()
			.filter((line) -> line.startsWith("VmRSS:"))
			.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")))
			.sum();
	}

	@Override
	public void close() {
		this.process.destroyForcibly().onExit().join();
	}

}
