package dev.fundbell.dataflow.server.schedule;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Recorder of the processes that are really started. A script in the place of Java sends
 * its arguments to this object, which writes the rows of a task that starts and ends.
 */
final class StartedRuns implements AutoCloseable {

	private static final String SCRIPT = """
			#!/bin/bash
			exec 3<>/dev/tcp/127.0.0.1/%d
			echo "$@" >&3
			read -r ended <&3
			""";

	private static final Pattern RUN = Pattern.compile(
			"(--fundbell.schedule.(name=\\S+)) (--fundbell.schedule.(due=\\S+)).* --spring.cloud.task.executionid=(\\d+)");

	private final JdbcTemplate jdbc;

	private final ServerSocket socket;

	private final List<String> started = new CopyOnWriteArrayList<>();

	StartedRuns(JdbcTemplate jdbc) throws IOException {
		this.jdbc = jdbc;
		this.socket = new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1"));
		Thread listener = new Thread(this::listen, "started-runs");
		listener.setDaemon(true);
		listener.start();
	}

	/** The program to run in the place of Java. */
	Path script(Path directory) throws IOException {
		Path script = Files.writeString(Files.createDirectories(directory).resolve("started-run"),
				SCRIPT.formatted(this.socket.getLocalPort()));
		return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
	}

	/** One {@code name=… due=…} for each process. */
	List<String> all() {
		return List.copyOf(this.started);
	}

	private void listen() {
		while (!this.socket.isClosed()) {
			try (Socket process = this.socket.accept()) {
				BufferedReader words = new BufferedReader(
						new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
				note(words.readLine());
				process.getOutputStream().write('\n');
			}
			catch (IOException ex) {
				if (!this.socket.isClosed()) {
					throw new UncheckedIOException(ex);
				}
			}
		}
	}

	private void note(String words) {
		Matcher run = RUN.matcher(words);
		if (!run.find()) {
			this.started.add("no run of a schedule: " + words);
			return;
		}
		this.started.add(run.group(2) + " " + run.group(4));
		long id = Long.parseLong(run.group(5));
		for (String argument : List.of(run.group(1), run.group(3))) {
			this.jdbc.update("INSERT INTO BOOT3_TASK_EXECUTION_PARAMS (TASK_EXECUTION_ID, TASK_PARAM) VALUES (?, ?)",
					id, argument);
		}
		LocalDateTime now = LocalDateTime.now();
		this.jdbc.update(
				"UPDATE BOOT3_TASK_EXECUTION SET START_TIME = ?, END_TIME = ?, EXIT_CODE = 0 WHERE TASK_EXECUTION_ID = ?",
				now, now, id);
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
