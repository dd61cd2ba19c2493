package dev.fundbell.local.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Version of this program and of the apps that were built with it.
 */
public final class Version {

	private Version() {
	}

	public static String number() {
		try (InputStream text = Objects.requireNonNull(Version.class.getResourceAsStream("version.txt"))) {
			return new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
