package dev.fundbell.local;

import java.io.PrintStream;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;

import dev.fundbell.servers.LocalServerException;
import dev.fundbell.local.system.DiskSpace;
import dev.fundbell.local.system.Layout;
import dev.fundbell.local.system.LocalPorts;
import dev.fundbell.local.system.LocalSystem;
import dev.fundbell.local.system.Secrets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Starts everything.
 */
@Command(name = "up", mixinStandardHelpOptions = true,
		description = "Starts everything and shows the first notification; Ctrl-C stops everything.")
final class UpCommand implements Callable<Integer> {

	private static final int NEEDED_MEGABYTES = 1000;

	@Mixin
	private StateOptions state = new StateOptions();

	@Mixin
	private PortOptions portOptions = new PortOptions();

	@Option(names = { "-d", "--detach" }, description = "Returns once everything is ready, and leaves it running.")
	private boolean detach;

	@Option(names = "--time-zone", paramLabel = "<zone>", defaultValue = "${env:FUNDBELL_TIMEZONE:-Asia/Seoul}",
			description = "Where the business has its dates (default: Asia/Seoul).")
	private ZoneId timeZone = ZoneId.of("Asia/Seoul");

	@Option(names = "--in-background", hidden = true)
	private boolean inBackground;

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	@Override
	public Integer call() {
		Layout layout = this.state.layout();
		LocalPorts ports = this.portOptions.ports();
		check(layout, ports);
		if (this.detach) {
			return new Background(layout, Program.out()).run(withoutDetach(arguments()));
		}
		supervise(layout, ports);
		return 0;
	}

	private static void check(Layout layout, LocalPorts ports) {
		layout.supervisor().running().ifPresent((process) -> {
			throw new LocalServerException(
					"Fundbell runs already, as process %d: see %s status, or stop it with %s down"
						.formatted(process.pid(), Program.name(), Program.name()));
		});
		layout.requireBuilt();
		DiskSpace.require(layout.directory(), NEEDED_MEGABYTES);
		Leftovers.end(layout);
		ports.requireFree();
	}

	private void supervise(Layout layout, LocalPorts ports) {
		PrintStream out = Program.out();
		Progress progress = new Progress(out);
		progress.line("Fundbell starts; its data and logs are in " + layout.directory());
		layout.supervisor().write(ProcessHandle.current());
		ports.store(layout.ports());
		Steps steps = new Steps(progress);
		LocalSystem system = new LocalSystem(layout, ports, Secrets.loadOrCreate(layout.passwords()), this.timeZone);
		new Supervisor(layout, system, ports, steps, progress).run(() -> {
			new Startup(layout, ports, system, steps, this.timeZone).run(new FirstRing(ports, progress));
			progress.line(new Welcome(layout, ports).text(this.inBackground));
			layout.ready().write(ProcessHandle.current());
		});
	}

	private List<String> arguments() {
		return this.spec.root().commandLine().getParseResult().originalArgs();
	}

	/**
	 * The arguments for the process in the background.
	 */
	static List<String> withoutDetach(List<String> arguments) {
		return arguments.stream().map((word) -> isDetach(word) ? "--in-background" : word).toList();
	}

	private static boolean isDetach(String word) {
		return word.equals("-d") || word.equals("--detach");
	}

}
