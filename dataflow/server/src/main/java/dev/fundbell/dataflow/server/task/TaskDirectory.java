package dev.fundbell.dataflow.server.task;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.util.FileSystemUtils;

/**
 * The directory of one execution, {@code <root>/<launch id>}: working directory, logs and
 * the number of its process. It outlives process and server, so that logs stay readable
 * and a server that was restarted finds its tasks again.
 *
 * @param path the directory
 */
public record TaskDirectory(Path path) {

	private static final Pattern LAUNCH_ID = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]*");

	/**
	 * Returns the directory of a launch id, which may come from a URL.
	 * @return empty for anything that is no plain name, and therefore no launch id
	 */
	public static Optional<TaskDirectory> of(Path root, String launchId) {
		return LAUNCH_ID.matcher(launchId).matches() ? Optional.of(new TaskDirectory(root.resolve(launchId)))
				: Optional.empty();
	}

	/**
	 * Deletes the directory with everything in it. A directory without the logs that each
	 * execution has is left alone: the root may be the temporary directory of the
	 * machine.
	 */
	public void delete() throws IOException {
		if (Files.exists(output())) {
			FileSystemUtils.deleteRecursively(this.path);
		}
	}

	TaskDirectory create() {
		try {
			Files.createDirectories(this.path);
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	boolean exists() {
		return Files.isDirectory(this.path);
	}

	Path output() {
		return this.path.resolve("stdout.log");
	}

	Path errors() {
		return this.path.resolve("stderr.log");
	}

	void note(ProcessHandle process) {
		String started = process.info().startInstant().map(Instant::toString).orElse("");
		write("process", process.pid() + " " + started);
	}

	/**
	 * Returns the process while it is alive. The start time tells it from a later process
	 * that got the same number.
	 */
	Optional<ProcessHandle> process() {
		String note = read("process");
		if (note == null) {
			return Optional.empty();
		}
		String[] numberAndStart = note.split(" ", 2);
		return ProcessHandle.of(Long.parseLong(numberAndStart[0]))
			.filter(ProcessHandle::isAlive)
			.filter((process) -> process.info()
				.startInstant()
				.map(Instant::toString)
				.orElse("")
				.equals(numberAndStart[1]));
	}

	void noteExit(int exitValue) {
		write("exit", Integer.toString(exitValue));
	}

	@Nullable Integer exitValue() {
		String note = read("exit");
		return (note != null) ? Integer.valueOf(note) : null;
	}

	void noteStop() {
		write("stopped", "");
	}

	boolean wasStarted() {
		return Files.exists(this.path.resolve("process"));
	}

	boolean wasStopped() {
		return Files.exists(this.path.resolve("stopped"));
	}

	private void write(String name, String content) {
		try {
			Files.writeString(this.path.resolve(name), content);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private @Nullable String read(String name) {
		Path file = this.path.resolve(name);
		try {
			return Files.exists(file) ? Files.readString(file) : null;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
