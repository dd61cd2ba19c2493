package dev.fundbell.local.startup;

import java.io.PrintStream;
import java.time.ZoneId;

import dev.fundbell.local.definition.App;
import dev.fundbell.local.definition.DefinitionScripts;
import dev.fundbell.local.system.DiskSpace;
import dev.fundbell.local.system.InstallationPaths;
import dev.fundbell.local.system.LocalPorts;
import dev.fundbell.local.system.LocalSystem;
import dev.fundbell.local.system.OrphanedProcesses;
import dev.fundbell.local.system.Program;
import dev.fundbell.local.system.Secrets;
import dev.fundbell.local.terminal.Progress;
import dev.fundbell.servers.LocalServerException;

/**
 * Run of the command {@code up} in this process: checks that the system can start, starts
 * it, and supervises it until it is stopped.
 */
public final class Foreground {

	private static final int NEEDED_MEGABYTES = 1000;

	private final InstallationPaths paths;

	private final LocalPorts ports;

	private final ZoneId businessZone;

	private final DefinitionScripts scripts;

	/**
	 * @param businessZone the time zone of the business's dates and schedules
	 */
	public Foreground(InstallationPaths paths, LocalPorts ports, ZoneId businessZone) {
		this.paths = paths;
		this.ports = ports;
		this.businessZone = businessZone;
		this.scripts = LocalDefinitions.of(paths, ports, businessZone);
	}

	/**
	 * Checks that the system can start, before anything is started.
	 * @throws LocalServerException with the reason why it cannot
	 */
	public void requireStartable() {
		this.paths.supervisor().running().ifPresent((process) -> {
			throw new LocalServerException(
					"Fundbell runs already, as process %d: see %s status, or stop it with %s down"
						.formatted(process.pid(), Program.name(), Program.name()));
		});
		this.paths.dataFlowServer();
		this.paths.part("skipper-server");
		this.scripts.apps().forEach(App::requireBuilt);
		DiskSpace.require(this.paths.directory(), NEEDED_MEGABYTES);
		OrphanedProcesses.end(this.paths);
		this.ports.requireFree();
	}

	/**
	 * Runs the system until it is stopped.
	 * @param inBackground whether this process was started by {@link Background}
	 */
	public void run(PrintStream out, boolean inBackground) {
		Progress progress = new Progress(out);
		progress.line("Fundbell starts; its data and logs are in " + this.paths.directory());
		this.paths.supervisor().write(ProcessHandle.current());
		this.ports.store(this.paths.ports());
		StartupSteps steps = new StartupSteps(progress);
		LocalSystem system = new LocalSystem(this.paths, this.ports, Secrets.loadOrCreate(this.paths.passwords()),
				this.businessZone);
		new Supervisor(this.paths, system, this.ports, this.scripts.streams(), steps, progress).run(() -> {
			new Startup(this.paths, this.ports, system, this.scripts, steps, this.businessZone)
				.run(new SmokeTest(this.ports, this.scripts.taskArguments(), progress));
			progress.line(new Welcome(this.paths, this.ports).text(inBackground));
			this.paths.ready().write(ProcessHandle.current());
			steps.begin("Class data", ClassData.of(this.paths, this.scripts)::write);
		});
	}

}
