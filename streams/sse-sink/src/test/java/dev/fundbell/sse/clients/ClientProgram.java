package dev.fundbell.sse.clients;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Client that is a process, which prints its messages. */
final class ClientProgram extends RunningClient {

	private final Process process;

	private ClientProgram(Process process) {
		this.process = process;
		Thread reader = new Thread(this::read, "client-program");
		reader.setDaemon(true);
		reader.start();
	}

	static ClientProgram start(Path directory, List<String> command) {
		try {
			return new ClientProgram(new ProcessBuilder(command).directory(directory.toFile())
				.redirectError(ProcessBuilder.Redirect.DISCARD)
				.start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void read() {
		try (BufferedReader output = this.process.inputReader()) {
			output.lines()
				.map((line) -> line.split("\t", 3))
				.forEach((message) -> add(new Message(message[0], message[1], message[2])));
		}
		catch (IOException | UncheckedIOException ex) {
			// The process was ended.
		}
	}

	@Override
	public void close() {
		this.process.descendants().forEach(ProcessHandle::destroyForcibly);
		this.process.destroyForcibly();
		this.process.onExit().join();
	}

}
