package dev.fundbell.local.system;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;

import dev.fundbell.servers.LocalServerException;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * File {@code .env} for {@code docker-compose.yml}: random passwords of the databases'
 * accounts, and users of the Data Flow server with their passwords' hashes.
 */
public final class ComposeEnvironment {

	private static final String HEAD = """
			# Secrets for docker-compose.yml, written by `fundbell compose-env`. The volumes of MariaDB keep the passwords of
			# their first start: to change them, run docker compose down --volumes and write this file again.
			""";

	/** The accounts of MariaDB, as the compose file names their passwords. */
	private static final List<String> ACCOUNTS = List.of("ROOT", "FUNDBELL", "DATAFLOW", "SKIPPER");

	/** The users of the Data Flow server: for people, and for {@code define}. */
	private static final List<String> USERS = List.of("OPERATOR", "DEFINE");

	private ComposeEnvironment() {
	}

	/**
	 * Creates the file, readable by its owner alone.
	 * @throws LocalServerException if it exists, and stays as it is, or cannot be written
	 */
	public static void create(Path file) {
		try {
			PrivateFile.create(file, text());
		}
		catch (FileAlreadyExistsException ex) {
			throw new LocalServerException(
					"%s exists and stays as it is: the databases were made with its passwords. For new ones, run docker compose down --volumes, which deletes all data, and delete that file"
						.formatted(file),
					ex);
		}
		catch (IOException ex) {
			throw new LocalServerException("%s cannot be written: %s".formatted(file, ex), ex);
		}
	}

	private static String text() {
		StringBuilder text = new StringBuilder(HEAD);
		ACCOUNTS.forEach((account) -> append(text, account + "_PASSWORD", RandomPassword.next()));
		for (String user : USERS) {
			String password = RandomPassword.next();
			append(text, user + "_PASSWORD", password);
			// In single quotes Docker Compose leaves the dollar signs of the hash alone.
			append(text, user + "_PASSWORD_HASH", "'{bcrypt}" + BCrypt.hashpw(password, BCrypt.gensalt()) + "'");
		}
		return text.toString();
	}

	private static void append(StringBuilder text, String name, String value) {
		text.append(name).append('=').append(value).append('\n');
	}

}
