package dev.fundbell.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * File that identifies a process beyond the life of this JVM. The pid alone does not,
 * because the system gives it to another process later; so the file holds the start time,
 * too.
 */
public record PidFile(Path path) {

	private static final Duration CLOCK_DRIFT = Duration.ofSeconds(2);

	public void write(ProcessHandle process) {
		long started = process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
		try {
			Files.createDirectories(this.path.toAbsolutePath().getParent());
			Files.writeString(this.path, process.pid() + " " + started + "\n");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The process that was written here, if it still runs.
	 */
	public Optional<ProcessHandle> running() {
		try {
			String[] words = Files.readString(this.path).trim().split(" ");
			Instant started = Instant.ofEpochMilli(Long.parseLong(words[1]));
			return ProcessHandle.of(Long.parseLong(words[0]))
				.filter(ProcessHandle::isAlive)
				.filter((process) -> isSame(process, started));
		}
		catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException ex) {
			return Optional.empty();
		}
	}

	public void delete() {
		try {
			Files.deleteIfExists(this.path);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static boolean isSame(ProcessHandle process, Instant started) {
		Instant actual = process.info().startInstant().orElse(Instant.EPOCH);
		return Duration.between(started, actual).abs().compareTo(CLOCK_DRIFT) < 0;
	}

}
