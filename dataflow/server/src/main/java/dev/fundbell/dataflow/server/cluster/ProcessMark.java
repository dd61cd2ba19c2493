package dev.fundbell.dataflow.server.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * Mark by which a process is found again: its number (pid) and its start. The start tells
 * it from a later process that got the same number. On Linux the start is counted from
 * the boot, so that it stays the same when somebody sets the clock.
 */
public final class ProcessMark {

	private static final Path PROC = Path.of("/proc");

	private static final int START_AFTER_NAME = 19;

	private ProcessMark() {
	}

	/** Returns the mark of a process. */
	public static String of(ProcessHandle process) {
		return process.pid() + " " + start(process);
	}

	/** Finds the process of a mark while it is alive. */
	public static Optional<ProcessHandle> find(String mark) {
		String[] numberAndStart = mark.split(" ", 2);
		if (numberAndStart.length < 2 || !numberAndStart[0].matches("\\d{1,18}")) {
			return Optional.empty();
		}
		return ProcessHandle.of(Long.parseLong(numberAndStart[0]))
			.filter(ProcessHandle::isAlive)
			.filter((process) -> isStart(process, numberAndStart[1]));
	}

	/**
	 * Finds the process that runs in a directory, the oldest where it has started others.
	 * Only Linux tells where a process runs.
	 */
	public static Optional<ProcessHandle> findIn(Path directory) {
		return ProcessHandle.allProcesses()
			.filter((process) -> isIn(directory, process))
			.min(Comparator.comparing((process) -> process.info().startInstant().orElse(Instant.MAX)));
	}

	private static boolean isIn(Path directory, ProcessHandle process) {
		try {
			return Files.isSameFile(PROC.resolve(process.pid() + "/cwd"), directory);
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static boolean isStart(ProcessHandle process, String start) {
		// Earlier versions wrote the time of the start.
		return start.equals(start(process)) || start.equals(time(process));
	}

	private static String start(ProcessHandle process) {
		try {
			String stat = Files.readString(PROC.resolve(process.pid() + "/stat"));
			String ticks = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[START_AFTER_NAME];
			return ticks + "@" + Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
		}
		catch (IOException | RuntimeException ex) {
			return time(process);
		}
	}

	private static String time(ProcessHandle process) {
		return process.info().startInstant().map(Instant::toString).orElse("");
	}

}
