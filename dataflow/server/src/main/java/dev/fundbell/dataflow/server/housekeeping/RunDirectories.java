package dev.fundbell.dataflow.server.housekeeping;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

import dev.fundbell.dataflow.server.task.TaskDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finder of the directories of executions on this machine, in the roots of all accounts.
 */
class RunDirectories {

	private static final Logger log = LoggerFactory.getLogger(RunDirectories.class);

	private final Collection<Path> roots;

	RunDirectories(Collection<Path> roots) {
		this.roots = roots;
	}

	void delete(List<String> launchIds) {
		for (Path root : this.roots) {
			launchIds.forEach((launchId) -> TaskDirectory.of(root, launchId).ifPresent(this::delete));
		}
	}

	private void delete(TaskDirectory directory) {
		try {
			directory.delete();
		}
		catch (IOException ex) {
			log.warn("{} is not deleted: {}", directory.path(), ex.toString());
		}
	}

}
