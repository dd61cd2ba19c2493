package dev.fundbell.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.fundbell.servers.PidFile;
import dev.fundbell.local.system.Layout;

/**
 * What a run that was killed has left behind: its servers end by themselves, soon; the
 * apps that they launched may not.
 */
final class Leftovers {

	private static final int GRACE_SECONDS = 30;

	private Leftovers() {
	}

	/**
	 * Ends the processes that are written down in the run directory and still run, and
	 * forgets them.
	 * @return how many there were
	 */
	static int end(Layout layout) {
		List<PidFile> files = pidFiles(layout.run());
		List<ProcessHandle> running = files.stream().flatMap((file) -> file.running().stream()).toList();
		running.forEach(ProcessHandle::destroy);
		CompletableFuture.allOf(running.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
			.completeOnTimeout(null, GRACE_SECONDS, TimeUnit.SECONDS)
			.join();
		running.forEach(ProcessHandle::destroyForcibly);
		files.forEach(PidFile::delete);
		layout.clearRun();
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
