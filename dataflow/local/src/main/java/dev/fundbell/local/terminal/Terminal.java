package dev.fundbell.local.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard output of this program.
 */
public final class Terminal {

	private Terminal() {
	}

	/**
	 * A stream to standard output, in UTF-8 even where the locale names no encoding.
	 */
	public static PrintStream out() {
		return new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
	}

}
