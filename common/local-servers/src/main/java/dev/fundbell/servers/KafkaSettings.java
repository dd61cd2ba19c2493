package dev.fundbell.servers;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Settings of a {@link KafkaServer}.
 *
 * @param directory keeps the records and the broker's configuration; fresh, or that of an
 * earlier server
 * @param files log and pid file, by default in {@code directory}
 * @param port on 127.0.0.1; 0 = a free one
 * @param heapMegabytes the broker's heap
 * @param options further options of the broker, as in {@code server.properties}
 * @param jvmOptions further options of the broker's JVM
 */
public record KafkaSettings(Path directory, ServerFiles files, int port, int heapMegabytes, Map<String, String> options,
		List<String> jvmOptions) {

	private static final List<String> FAST_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UnlockDiagnosticVMOptions",
			"-XX:-BytecodeVerificationRemote");

	private static final Map<String, String> SHORT_SESSION = Map.of("broker.session.timeout.ms", "2000",
			"broker.heartbeat.interval.ms", "500");

	public KafkaSettings {
		directory = directory.toAbsolutePath();
		options = Map.copyOf(options);
		jvmOptions = List.copyOf(jvmOptions);
	}

	public static KafkaSettings of(Path directory) {
		return new KafkaSettings(directory, ServerFiles.in(directory), 0, 384, Map.of(), List.of());
	}

	public KafkaSettings withFiles(ServerFiles value) {
		return new KafkaSettings(this.directory, value, this.port, this.heapMegabytes, this.options, this.jvmOptions);
	}

	public KafkaSettings withPort(int value) {
		return new KafkaSettings(this.directory, this.files, value, this.heapMegabytes, this.options, this.jvmOptions);
	}

	public KafkaSettings withHeapMegabytes(int value) {
		return new KafkaSettings(this.directory, this.files, this.port, value, this.options, this.jvmOptions);
	}

	/**
	 * For a broker of a test: without an optimizing compiler and the verification of
	 * classes it starts in half the time, and a broker that was killed waits, as it
	 * starts again, for the end of its own session, which takes nine seconds by default.
	 */
	public KafkaSettings shortLived() {
		return new KafkaSettings(this.directory, this.files, this.port, this.heapMegabytes, SHORT_SESSION, FAST_START);
	}

}
