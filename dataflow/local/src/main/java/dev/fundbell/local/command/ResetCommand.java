package dev.fundbell.local.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

import dev.fundbell.local.system.InstallationPaths;
import dev.fundbell.local.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Command that stops the system and deletes its data.
 */
@Command(name = "reset", mixinStandardHelpOptions = true,
		description = "Stops everything and deletes all data; asks first.")
final class ResetCommand implements Callable<Integer> {

	@Mixin
	private InstallationOptions installation = new InstallationOptions();

	@Option(names = "--yes", description = "Does not ask.")
	private boolean yes;

	@Override
	public Integer call() throws IOException {
		InstallationPaths paths = this.installation.paths();
		PrintStream out = Terminal.out();
		if (!this.yes && !confirmed(paths, out)) {
			out.println("Nothing was changed");
			return 1;
		}
		DownCommand.stop(paths, out);
		paths.deleteState();
		out.println("Deleted. The next up starts with new data");
		return 0;
	}

	private static boolean confirmed(InstallationPaths paths, PrintStream out) throws IOException {
		out.printf("Stop everything and delete all data, logs and passwords in %s? [y/N] ", paths.directory());
		out.flush();
		String answer = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
		return answer != null && (answer.strip().equalsIgnoreCase("y") || answer.strip().equalsIgnoreCase("yes"));
	}

}
