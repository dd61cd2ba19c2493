package dev.fundbell.servers;

import java.nio.file.Path;

/**
 * Files that a server leaves behind.
 *
 * @param log its output, appended
 * @param pid names the running process for a later run of this program
 */
public record ServerFiles(Path log, Path pid) {

	public ServerFiles {
		log = log.toAbsolutePath();
		pid = pid.toAbsolutePath();
	}

	static ServerFiles in(Path directory) {
		return new ServerFiles(directory.resolve("server.log"), directory.resolve("server.pid"));
	}

}
