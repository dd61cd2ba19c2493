package dev.fundbell.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Creation of a data directory as {@code mariadb-install-db} does it, in a tenth of its
 * time: without help texts and example database, and with one account, root with a
 * password.
 */
final class MariaDbDataDirectory {

	private static final List<String> SYSTEM_TABLES = List.of("mariadb_system_tables.sql",
			"mariadb_performance_tables.sql", "mariadb_system_tables_data.sql", "maria_add_gis_sp_bootstrap.sql");

	private static final String BEFORE = """
			CREATE DATABASE mysql;
			USE mysql;
			SET @auth_root_socket = NULL;
			""";

	private static final String KEEP_ONLY_ROOT = """
			DELETE FROM global_priv WHERE (User, Host) NOT IN (('root', '127.0.0.1'), ('mariadb.sys', 'localhost'));
			DELETE FROM proxies_priv;
			FLUSH PRIVILEGES;
			ALTER USER 'root'@'127.0.0.1' IDENTIFIED BY %s;
			""";

	private final MariaDbBinaries binaries;

	private final Path temporary;

	private final Path log;

	/**
	 * @param temporary a directory for temporary tables, which no other server has
	 */
	MariaDbDataDirectory(MariaDbBinaries binaries, Path temporary, Path log) {
		this.binaries = binaries;
		this.temporary = temporary;
		this.log = log;
	}

	// Under another name first: a run that was killed here leaves no half directory.
	void create(Path target, String rootPassword) throws IOException {
		Path work = Files.createTempDirectory(target.getParent(), "creating");
		Process bootstrap = new ProcessBuilder(MariaDbServer.command(this.binaries, work, "--bootstrap",
				"--tmpdir=" + this.temporary, "--innodb-buffer-pool-size=64M", "--max-allowed-packet=8M"))
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(this.log.toFile()))
			.start();
		try (OutputStream input = bootstrap.getOutputStream()) {
			writeStatements(input, rootPassword);
		}
		catch (IOException ex) {
			// The program ended before it had read everything: its exit value tells.
		}
		if (exitValue(bootstrap) != 0) {
			throw new IOException("its system tables were not created, see " + this.log);
		}
		Files.move(work, target, StandardCopyOption.ATOMIC_MOVE);
	}

	private void writeStatements(OutputStream input, String rootPassword) throws IOException {
		input.write(BEFORE.getBytes(StandardCharsets.UTF_8));
		for (String file : SYSTEM_TABLES) {
			Files.copy(this.binaries.share().resolve(file), input);
		}
		input.write(KEEP_ONLY_ROOT.formatted(MariaDbServer.quoted(rootPassword)).getBytes(StandardCharsets.UTF_8));
	}

	private static int exitValue(Process process) {
		try {
			if (!process.waitFor(2, TimeUnit.MINUTES)) {
				process.destroyForcibly();
			}
			return process.waitFor();
		}
		catch (InterruptedException ex) {
			process.destroyForcibly();
			Thread.currentThread().interrupt();
			throw new LocalServerException("Interrupted", ex);
		}
	}

}
