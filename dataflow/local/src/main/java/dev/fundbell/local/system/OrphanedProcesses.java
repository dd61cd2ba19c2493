package dev.fundbell.local.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.fundbell.servers.PidFile;

/**
 * Processes that outlived a killed {@code up}. Its servers soon end by themselves, but
 * the apps that they launched may not.
 */
public final class OrphanedProcesses {

	private static final int GRACE_SECONDS = 30;

	private OrphanedProcesses() {
	}

	/**
	 * Ends the running processes that have a pid file in the run directory, and deletes
	 * the pid files.
	 * @return the number of processes that were running
	 */
	public static int end(InstallationPaths paths) {
		List<PidFile> files = pidFiles(paths.run());
		List<ProcessHandle> running = files.stream().flatMap((file) -> file.running().stream()).toList();
		running.forEach(ProcessHandle::destroy);
		CompletableFuture.allOf(running.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
			.completeOnTimeout(null, GRACE_SECONDS, TimeUnit.SECONDS)
			.join();
		running.forEach(ProcessHandle::destroyForcibly);
		files.forEach(PidFile::delete);
		paths.deleteRunFiles();
		return running.size();
	}

	private static List<PidFile> pidFiles(Path run) {
		if (!Files.isDirectory(run)) {
			return List.of();
		}
		try (Stream<Path> files = Files.walk(run)) {
			return files.filter((file) -> file.toString().endsWith(".pid")).map(PidFile::new).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
