package dev.fundbell.dataflow.server.task;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.fundbell.dataflow.server.cluster.ProcessMark;
import org.jspecify.annotations.Nullable;

import org.springframework.util.FileSystemUtils;

/**
 * Directory of one execution, {@code <root>/<launch id>}: working directory, logs and the
 * number of its process. It outlives process and server, so that logs stay readable and a
 * server that was restarted finds its tasks again.
 *
 * @param path the directory
 */
public record TaskDirectory(Path path) {

	private static final Pattern LAUNCH_ID = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]*");

	private static final String PROCESS = "process";

	private static final String EXIT = "exit";

	private static final String STOPPED = "stopped";

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

	void note(ProcessHandle process) throws IOException {
		NoteFile.write(this.path.resolve(PROCESS), ProcessMark.of(process));
	}

	/**
	 * Returns the process while it is alive. A server that died, or had no room on the
	 * disk, just after it started a process has not noted which it is.
	 */
	Optional<ProcessHandle> process() {
		String note = NoteFile.read(this.path.resolve(PROCESS));
		if (note != null && !note.isEmpty()) {
			return ProcessMark.find(note);
		}
		return wasStarted() ? ProcessMark.findIn(this.path) : Optional.empty();
	}

	void noteExit(int exitValue) throws IOException {
		NoteFile.write(this.path.resolve(EXIT), Integer.toString(exitValue));
	}

	@Nullable Integer exitValue() {
		String note = NoteFile.read(this.path.resolve(EXIT));
		return (note != null && note.matches("-?\\d{1,9}")) ? Integer.valueOf(note) : null;
	}

	void noteStop() throws IOException {
		NoteFile.write(this.path.resolve(STOPPED), "");
	}

	/**
	 * Tells whether a process was started here, or was about to be: its logs are there
	 * before it is. A caller that is not sure must not start it once more.
	 */
	boolean wasStarted() {
		return Files.exists(this.path.resolve(PROCESS)) || Files.exists(output());
	}

	boolean wasStopped() {
		return Files.exists(this.path.resolve(STOPPED));
	}

}
