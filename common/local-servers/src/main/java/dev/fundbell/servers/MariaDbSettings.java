package dev.fundbell.servers;

import java.nio.file.Path;
import java.util.List;

/**
 * Settings of a {@link MariaDbServer}.
 *
 * @param directory keeps the data; fresh, or that of an earlier server
 * @param files log and pid file, by default in {@code directory}
 * @param rootPassword of the account {@code root}, set when the data directory is created
 * @param port on 127.0.0.1; 0 = a free one
 * @param bufferPoolMegabytes memory for InnoDB's pages
 * @param timeZone of a session that names none, such as {@code +00:00}
 * @param flushLogAtCommit 1 = a commit survives a power cut; 2 = only a killed server
 * @param options further options of {@code mariadbd}
 */
public record MariaDbSettings(Path directory, ServerFiles files, String rootPassword, int port, int bufferPoolMegabytes,
		String timeZone, int flushLogAtCommit, List<String> options) {

	public MariaDbSettings {
		directory = directory.toAbsolutePath();
		options = List.copyOf(options);
	}

	public static MariaDbSettings of(Path directory, String rootPassword) {
		return new MariaDbSettings(directory, ServerFiles.in(directory), rootPassword, 0, 512, "+00:00", 1, List.of());
	}

	public MariaDbSettings withFiles(ServerFiles value) {
		return new MariaDbSettings(this.directory, value, this.rootPassword, this.port, this.bufferPoolMegabytes,
				this.timeZone, this.flushLogAtCommit, this.options);
	}

	public MariaDbSettings withPort(int value) {
		return new MariaDbSettings(this.directory, this.files, this.rootPassword, value, this.bufferPoolMegabytes,
				this.timeZone, this.flushLogAtCommit, this.options);
	}

	public MariaDbSettings withBufferPoolMegabytes(int value) {
		return new MariaDbSettings(this.directory, this.files, this.rootPassword, this.port, value, this.timeZone,
				this.flushLogAtCommit, this.options);
	}

	public MariaDbSettings withTimeZone(String value) {
		return new MariaDbSettings(this.directory, this.files, this.rootPassword, this.port, this.bufferPoolMegabytes,
				value, this.flushLogAtCommit, this.options);
	}

	public MariaDbSettings withFlushLogAtCommit(int value) {
		return new MariaDbSettings(this.directory, this.files, this.rootPassword, this.port, this.bufferPoolMegabytes,
				this.timeZone, value, this.options);
	}

	public MariaDbSettings withOptions(String... values) {
		return new MariaDbSettings(this.directory, this.files, this.rootPassword, this.port, this.bufferPoolMegabytes,
				this.timeZone, this.flushLogAtCommit, List.of(values));
	}

	/**
	 * Without the password.
	 */
	@Override
	public String toString() {
		return "MariaDB in " + this.directory + " on port " + this.port;
	}

}
