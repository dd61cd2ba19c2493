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
 * because the system gives it to another process later; so the file holds the start of
 * the process, too. On Linux the start is counted from the boot, so that it stays the
 * same when somebody sets the clock.
 */
public record PidFile(Path path) {

	private static final Path PROC = Path.of("/proc");

	private static final int START_AFTER_NAME = 19;

	private static final Duration CLOCK_DRIFT = Duration.ofSeconds(2);

	public void write(ProcessHandle process) {
		try {
			Files.createDirectories(this.path.toAbsolutePath().getParent());
			Files.writeString(this.path, process.pid() + " " + start(process) + "\n");
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
			return ProcessHandle.of(Long.parseLong(words[0]))
				.filter(ProcessHandle::isAlive)
				.filter((process) -> isStart(process, words[1]));
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

	private static boolean isStart(ProcessHandle process, String written) {
		return written.contains("@") ? written.equals(start(process)) : isNear(Long.parseLong(written), time(process));
	}

	// Elsewhere than on Linux, and in a file of an earlier version, the start is a time.
	private static boolean isNear(long written, long actual) {
		return Math.abs(written - actual) < CLOCK_DRIFT.toMillis();
	}

	private static String start(ProcessHandle process) {
		try {
			String stat = Files.readString(PROC.resolve(process.pid() + "/stat"));
			String ticks = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[START_AFTER_NAME];
			return ticks + "@" + Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
		}
		catch (IOException | IndexOutOfBoundsException ex) {
			return Long.toString(time(process));
		}
	}

	private static long time(ProcessHandle process) {
		return process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
	}

}
