package dev.fundbell.dataflow.server.task;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process that did not report its end has written about the reason: the last line
 * of its error stream, or what Spring Boot says where an application fails to start.
 */
final class LastWords {

	private static final int READ_BYTES = 64 * 1024;

	private static final int MAX_LENGTH = 500;

	private static final Pattern FAILED_TO_START = Pattern
		.compile("APPLICATION FAILED TO START.*?Description:(.*?)(?:Action:|\\z)", Pattern.DOTALL);

	private static final Pattern LAST_CAUSE = Pattern.compile(".*^Caused by: (\\V+)",
			Pattern.DOTALL | Pattern.MULTILINE);

	private LastWords() {
	}

	/**
	 * The reason on one line; empty if there is none to be found.
	 */
	static String of(TaskDirectory directory) {
		String error = end(directory.errors());
		if (!error.isEmpty()) {
			return shortened(error.substring(error.lastIndexOf('\n') + 1));
		}
		String output = end(directory.output());
		String description = find(FAILED_TO_START, output);
		return shortened(description.isEmpty() ? find(LAST_CAUSE, output) : description);
	}

	private static String find(Pattern pattern, String text) {
		Matcher matcher = pattern.matcher(text);
		return matcher.find() ? matcher.group(1).strip().replaceAll("\\s+", " ") : "";
	}

	private static String shortened(String line) {
		return line.substring(0, Math.min(MAX_LENGTH, line.length()));
	}

	private static String end(Path path) {
		try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
			file.seek(Math.max(0, file.length() - READ_BYTES));
			byte[] end = new byte[(int) (file.length() - file.getFilePointer())];
			file.readFully(end);
			return new String(end, StandardCharsets.UTF_8).strip();
		}
		catch (IOException ex) {
			return "";
		}
	}

}
