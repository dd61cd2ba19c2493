package dev.fundbell.local.services;

import java.nio.file.Path;

/**
 * Where a server's traces go.
 *
 * @param log its output, appended
 * @param pid names the running process for a later run of this program
 */
public record ServiceFiles(Path log, Path pid) {

	public ServiceFiles {
		log = log.toAbsolutePath();
		pid = pid.toAbsolutePath();
	}

	static ServiceFiles in(Path directory) {
		return new ServiceFiles(directory.resolve("server.log"), directory.resolve("server.pid"));
	}

}
