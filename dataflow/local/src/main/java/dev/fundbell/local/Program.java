package dev.fundbell.local;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * This program as its user sees it.
 */
final class Program {

	private Program() {
	}

	/**
	 * The terminal. Its text is UTF-8 even where the locale says nothing about it.
	 */
	static PrintStream out() {
		return new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
	}

	static String name() {
		String script = System.getenv("FUNDBELL_COMMAND");
		return (script != null && !script.isBlank()) ? script
				: "java -jar dataflow/local/target/fundbell-local-0.1.0.jar";
	}

}
