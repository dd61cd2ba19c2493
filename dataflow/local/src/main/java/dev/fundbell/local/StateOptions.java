package dev.fundbell.local;

import java.net.URI;
import java.net.URL;
import java.nio.file.Path;

import dev.fundbell.local.dataflow.DataFlowClient;
import dev.fundbell.servers.LocalServerException;
import dev.fundbell.local.system.Layout;
import dev.fundbell.local.system.LocalPorts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where the system is: the options that every command takes.
 */
final class StateOptions {

	@Option(names = "--home", paramLabel = "<dir>", defaultValue = "${env:FUNDBELL_HOME}",
			description = "The project with the built jars (default: the one that this program was built in).")
	private @Nullable Path home;

	@Option(names = "--directory", paramLabel = "<dir>", defaultValue = "${env:FUNDBELL_DIRECTORY}",
			description = "Data, logs and passwords (default: .fundbell in the project).")
	private @Nullable Path directory;

	Layout layout() {
		Path project = (this.home != null) ? this.home : ownProject();
		return new Layout(project, (this.directory != null) ? this.directory : project.resolve(".fundbell"));
	}

	/**
	 * The ports of the system that runs.
	 * @throws LocalServerException if none does
	 */
	LocalPorts runningPorts() {
		Layout layout = layout();
		return layout.supervisor()
			.running()
			.flatMap((process) -> LocalPorts.load(layout.ports()))
			.orElseThrow(() -> new LocalServerException(
					"Nothing runs in %s: start it with %s up".formatted(layout.directory(), Program.name())));
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
		URL source = StateOptions.class.getProtectionDomain().getCodeSource().getLocation();
		return Path.of(URI.create(source.toString().replaceFirst("^jar:nested:", "file:").replaceFirst("/!.*$", "")));
	}

}
