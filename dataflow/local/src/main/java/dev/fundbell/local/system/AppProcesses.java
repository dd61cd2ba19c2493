package dev.fundbell.local.system;

import java.nio.file.Files;
import java.nio.file.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.fundbell.servers.PidFile;
import dev.fundbell.servers.Watchdog;

/**
 * Processes of the stream apps and tasks that Skipper and Data Flow have launched. They
 * outlive the server that launched them. Therefore each gets a pid file and a watchdog
 * while that server still runs. Thread-safe.
 */
final class AppProcesses {

	private static final Duration GRACE = Duration.ofSeconds(10);

	private final Path directory;

	private final Set<ProcessHandle> known = new LinkedHashSet<>();

	/**
	 * @param directory keeps one pid file per process
	 */
	AppProcesses(Path directory) {
		this.directory = directory;
	}

	synchronized void track(List<ProcessHandle> launched) {
		this.known.removeIf(this::isGone);
		launched.stream().filter(ProcessHandle::isAlive).filter(this.known::add).forEach(this::write);
	}

	/**
	 * Ends all processes that still run, including those of an earlier {@code up}.
	 * @return the number of processes that were running
	 */
	synchronized int end() {
		List<ProcessHandle> running = Stream.concat(this.known.stream(), written().stream())
			.filter(ProcessHandle::isAlive)
			.distinct()
			.toList();
		running.forEach(ProcessHandle::destroy);
		CompletableFuture.allOf(running.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
			.completeOnTimeout(null, GRACE.toMillis(), TimeUnit.MILLISECONDS)
			.join();
		running.forEach(ProcessHandle::destroyForcibly);
		this.known.addAll(running);
		this.known.removeIf(this::isGone);
		return running.size();
	}

	private boolean isGone(ProcessHandle process) {
		if (process.isAlive()) {
			return false;
		}
		pidFile(process).delete();
		return true;
	}

	private void write(ProcessHandle process) {
		pidFile(process).write(process);
		Watchdog.watch(process);
	}

	private PidFile pidFile(ProcessHandle process) {
		return new PidFile(this.directory.resolve(process.pid() + ".pid"));
	}

	private List<ProcessHandle> written() {
		if (!Files.isDirectory(this.directory)) {
			return List.of();
		}
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.flatMap((file) -> new PidFile(file).running().stream()).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
