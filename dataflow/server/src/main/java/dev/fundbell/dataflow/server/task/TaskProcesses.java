package dev.fundbell.dataflow.server.task;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is logged about task processes. A name of its own: the launcher's own logger also
 * gets Data Flow's line with each task's whole command line, which may hold what its
 * author would not want in a log.
 */
final class TaskProcesses {

	static final Logger LOG = LoggerFactory.getLogger(TaskProcesses.class);

	private TaskProcesses() {
	}

}
