package dev.fundbell.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

import dev.fundbell.local.system.Layout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Deletes the system's state.
 */
@Command(name = "reset", mixinStandardHelpOptions = true,
		description = "Stops everything and deletes all data; asks first.")
final class ResetCommand implements Callable<Integer> {

	@Mixin
	private StateOptions state = new StateOptions();

	@Option(names = "--yes", description = "Does not ask.")
	private boolean yes;

	@Override
	public Integer call() throws IOException {
		Layout layout = this.state.layout();
		PrintStream out = Program.out();
		if (!this.yes && !confirmed(layout, out)) {
			out.println("Nothing was changed");
			return 1;
		}
		DownCommand.stop(layout, out);
		layout.deleteState();
		out.println("Deleted. The next up starts anew");
		return 0;
	}

	private static boolean confirmed(Layout layout, PrintStream out) throws IOException {
		out.printf("Stop everything and delete all data, logs and passwords in %s? [y/N] ", layout.directory());
		out.flush();
		String answer = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
		return answer != null && (answer.strip().equalsIgnoreCase("y") || answer.strip().equalsIgnoreCase("yes"));
	}

}
