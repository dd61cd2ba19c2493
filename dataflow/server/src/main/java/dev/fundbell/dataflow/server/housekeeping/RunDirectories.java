package dev.fundbell.dataflow.server.housekeeping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.FileSystemUtils;

/**
 * The directories of runs on this machine.
 */
class RunDirectories {

	private static final Logger LOG = LoggerFactory.getLogger(RunDirectories.class);

	private final Collection<Path> roots;

	RunDirectories(Collection<Path> roots) {
		this.roots = roots;
	}

	void delete(List<String> launchIds) {
		for (Path root : this.roots) {
			launchIds.stream()
				.filter((launchId) -> launchId.matches("\\w[\\w.-]*"))
				.map(root::resolve)
				.forEach(this::delete);
		}
	}

	private void delete(Path directory) {
		// Only what looks like a run's directory: the root may be the temporary directory
		// of the machine.
		if (!Files.exists(directory.resolve("stdout.log"))) {
			return;
		}
		try {
			FileSystemUtils.deleteRecursively(directory);
		}
		catch (IOException ex) {
			LOG.warn("{} is not deleted: {}", directory, ex.toString());
		}
	}

}
