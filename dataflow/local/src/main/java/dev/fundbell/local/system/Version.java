package dev.fundbell.local.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The version that this program and the apps beside it were built as.
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
