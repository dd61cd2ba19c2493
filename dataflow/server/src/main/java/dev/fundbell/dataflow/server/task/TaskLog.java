package dev.fundbell.dataflow.server.task;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Log of an execution, as dashboard and shell show it: the last megabyte of each stream,
 * so that no log is too long to look at.
 */
final class TaskLog {

	static final int SHOWN_BYTES = 1024 * 1024;

	private final TaskDirectory directory;

	TaskLog(TaskDirectory directory) {
		this.directory = directory;
	}

	String read() {
		if (!Files.isDirectory(this.directory.path())) {
			return "There is no log of " + this.directory.path().getFileName() + " on this server.";
		}
		return section("stderr", this.directory.errors()) + section("stdout", this.directory.output());
	}

	private String section(String name, Path file) {
		try {
			String text = end(file);
			return text.isBlank() ? "" : name + ":\n" + text;
		}
		catch (IOException ex) {
			return name + ":\n" + file + " cannot be read: " + ex.getMessage() + "\n";
		}
	}

	private String end(Path path) throws IOException {
		try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
			long hidden = Math.max(0, file.length() - SHOWN_BYTES);
			byte[] shown = new byte[(int) (file.length() - hidden)];
			file.seek(hidden);
			file.readFully(shown);
			String text = new String(shown, StandardCharsets.UTF_8);
			return (hidden == 0) ? text : "… " + hidden + " bytes before this are in " + path + "\n" + text;
		}
	}

}
