package dev.fundbell.local.system;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

import dev.fundbell.servers.LocalServerException;

/**
 * Passwords of the local system's database accounts. They are random, generated at the
 * first start, and kept in a file that only its owner can read.
 */
public final class Secrets {

	/** The accounts of MariaDB. */
	static final List<String> NAMES = List.of("root", "fundbell", "dataflow", "skipper");

	private final Properties values;

	private Secrets(Properties values) {
		this.values = values;
	}

	/**
	 * Reads the passwords, or generates them if the file does not exist.
	 * @throws LocalServerException if the file cannot be written, or lacks a password
	 */
	public static Secrets loadOrCreate(Path file) {
		try {
			if (!Files.exists(file)) {
				create(file);
			}
			return load(file);
		}
		catch (IOException ex) {
			throw new LocalServerException("The passwords in %s cannot be kept: %s".formatted(file, ex.getMessage()),
					ex);
		}
	}

	String password(String account) {
		return this.values.getProperty(account);
	}

	private static Secrets load(Path file) throws IOException {
		Properties values = new Properties();
		try (Reader reader = Files.newBufferedReader(file)) {
			values.load(reader);
		}
		for (String name : NAMES) {
			if (values.getProperty(name) == null) {
				throw new LocalServerException(
						"%s has no password for %s: restore that file, or delete all data with reset".formatted(file,
								name));
			}
		}
		return new Secrets(values);
	}

	private static void create(Path file) throws IOException {
		Properties values = new Properties();
		NAMES.forEach((name) -> values.setProperty(name, RandomPassword.next()));
		StringWriter text = new StringWriter();
		values.store(text, "MariaDB's accounts");
		PrivateFile.create(file, text.toString());
	}

}
