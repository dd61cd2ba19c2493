package dev.fundbell.local.command;

import java.net.URI;
import java.net.URL;
import java.nio.file.Path;

import dev.fundbell.local.client.DataFlowClient;
import dev.fundbell.local.system.InstallationPaths;
import dev.fundbell.local.system.LocalPorts;
import dev.fundbell.local.system.Program;
import dev.fundbell.servers.LocalServerException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Options that every command takes: the places of the installation.
 */
final class InstallationOptions {

	@Option(names = "--home", paramLabel = "<dir>", defaultValue = "${env:FUNDBELL_HOME}",
			description = "The project with the built jars (default: the one that this program was built in).")
	private @Nullable Path home;

	@Option(names = "--directory", paramLabel = "<dir>", defaultValue = "${env:FUNDBELL_DIRECTORY}",
			description = "Data, logs and passwords (default: .fundbell in the project).")
	private @Nullable Path directory;

	InstallationPaths paths() {
		Path project = (this.home != null) ? this.home : ownProject();
		return new InstallationPaths(project, (this.directory != null) ? this.directory : project.resolve(".fundbell"));
	}

	/**
	 * The ports of the running system.
	 * @throws LocalServerException if it does not run
	 */
	LocalPorts runningPorts() {
		InstallationPaths paths = paths();
		return paths.supervisor()
			.running()
			.flatMap((process) -> LocalPorts.load(paths.ports()))
			.orElseThrow(() -> new LocalServerException(
					"Nothing runs in %s: start it with %s up".formatted(paths.directory(), Program.name())));
	}

	DataFlowClient dataFlow() {
		return new DataFlowClient(runningPorts().dataFlowUrl());
	}

	// The jar lies in <project>/dataflow/local/target, and the classes one folder deeper.
	private static Path ownProject() {
		Path own = location();
		Path project = own;
		for (int i = 0; i < 4 && project != null; i++) {
			project = project.getParent();
		}
		if (project == null) {
			throw new LocalServerException(
					"The project that %s belongs to is not known: name it with --home".formatted(own));
		}
		return project;
	}

	private static Path location() {
		URL source = InstallationOptions.class.getProtectionDomain().getCodeSource().getLocation();
		return Path.of(URI.create(source.toString()));
	}

}
