package dev.fundbell.local.command;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import dev.fundbell.local.system.InstallationPaths;
import dev.fundbell.local.system.OrphanedProcesses;
import dev.fundbell.local.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Command that stops the system.
 */
@Command(name = "down", mixinStandardHelpOptions = true, description = "Stops everything, in order; the data is kept.")
final class DownCommand implements Callable<Integer> {

	private static final int TIMEOUT_SECONDS = 120;

	@Mixin
	private InstallationOptions installation = new InstallationOptions();

	@Override
	public Integer call() {
		stop(this.installation.paths(), Terminal.out());
		return 0;
	}

	static void stop(InstallationPaths paths, PrintStream out) {
		ProcessHandle supervisor = paths.supervisor().running().orElse(null);
		if (supervisor != null) {
			out.println("Stopping Fundbell, process " + supervisor.pid());
			supervisor.destroy();
			supervisor.onExit().completeOnTimeout(supervisor, TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
			supervisor.destroyForcibly();
		}
		int ended = OrphanedProcesses.end(paths);
		if (ended > 0) {
			out.println("Ended the orphaned processes of an earlier up: " + ended);
		}
		out.println((supervisor == null && ended == 0) ? "Nothing runs in " + paths.directory()
				: "Stopped. The data is kept in " + paths.directory());
	}

}
