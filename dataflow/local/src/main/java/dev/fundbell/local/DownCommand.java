package dev.fundbell.local;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import dev.fundbell.local.system.Layout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Stops everything.
 */
@Command(name = "down", mixinStandardHelpOptions = true, description = "Stops everything, in order; the data is kept.")
final class DownCommand implements Callable<Integer> {

	private static final int TIMEOUT_SECONDS = 120;

	@Mixin
	private StateOptions state = new StateOptions();

	@Override
	public Integer call() {
		stop(this.state.layout(), Program.out());
		return 0;
	}

	static void stop(Layout layout, PrintStream out) {
		ProcessHandle supervisor = layout.supervisor().running().orElse(null);
		if (supervisor != null) {
			out.println("Stopping Fundbell, process " + supervisor.pid());
			supervisor.destroy();
			supervisor.onExit().completeOnTimeout(supervisor, TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
			supervisor.destroyForcibly();
		}
		int ended = Leftovers.end(layout);
		if (ended > 0) {
			out.println("Ended what was left of an earlier run: " + ended + " of its processes");
		}
		out.println((supervisor == null && ended == 0) ? "Nothing runs in " + layout.directory()
				: "Stopped. The data is kept in " + layout.directory());
	}

}
