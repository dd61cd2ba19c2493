package dev.fundbell.local.command;

import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;

import dev.fundbell.local.startup.Background;
import dev.fundbell.local.startup.Foreground;
import dev.fundbell.local.system.InstallationPaths;
import dev.fundbell.local.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Command that starts the whole system, in this process or in the background.
 */
@Command(name = "up", mixinStandardHelpOptions = true,
		description = "Starts everything and shows the first notifications; Ctrl-C stops everything.")
final class UpCommand implements Callable<Integer> {

	@Mixin
	private InstallationOptions installation = new InstallationOptions();

	@Mixin
	private PortOptions portOptions = new PortOptions();

	@Option(names = { "-d", "--detach" }, description = "Returns once everything is ready, and leaves it running.")
	private boolean detach;

	@Option(names = "--time-zone", paramLabel = "<zone>", defaultValue = "${env:FUNDBELL_TIMEZONE:-Asia/Seoul}",
			description = "The time zone of the business's dates and schedules (default: Asia/Seoul).")
	private ZoneId timeZone = ZoneId.of("Asia/Seoul");

	@Option(names = "--in-background", hidden = true)
	private boolean inBackground;

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	@Override
	public Integer call() {
		InstallationPaths paths = this.installation.paths();
		Foreground foreground = new Foreground(paths, this.portOptions.ports(), this.timeZone);
		foreground.requireStartable();
		if (this.detach) {
			return new Background(program(), paths, Terminal.out()).run(withoutDetach(arguments()));
		}
		foreground.run(Terminal.out(), this.inBackground);
		return 0;
	}

	// The class with the main method is the root command.
	private Class<?> program() {
		return this.spec.root().userObject().getClass();
	}

	private List<String> arguments() {
		return this.spec.root().commandLine().getParseResult().originalArgs();
	}

	/**
	 * The arguments of the process in the background.
	 */
	static List<String> withoutDetach(List<String> arguments) {
		return arguments.stream().map((word) -> isDetach(word) ? "--in-background" : word).toList();
	}

	private static boolean isDetach(String word) {
		return word.equals("-d") || word.equals("--detach");
	}

}
