package dev.fundbell.dataflow.server.schedule;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.fundbell.dataflow.server.platform.Platform;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Recorder of the processes that are really started. A script in the place of Java sends
 * its arguments to this object, which writes the rows of a task that starts and ends. It
 * writes none while the database is away, like a task that cannot reach it.
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

	private static final String PARAMETER = """
			INSERT INTO BOOT3_TASK_EXECUTION_PARAMS (TASK_EXECUTION_ID, TASK_PARAM) VALUES (?, ?)
			""";

	private static final String START = "UPDATE BOOT3_TASK_EXECUTION SET START_TIME = ? WHERE TASK_EXECUTION_ID = ?";

	private static final String END = """
			UPDATE BOOT3_TASK_EXECUTION SET END_TIME = ?, EXIT_CODE = 0 WHERE TASK_EXECUTION_ID = ?
			""";

	private final JdbcTemplate jdbc;

	private final ServerSocket socket;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final List<String> started = new CopyOnWriteArrayList<>();

	private final Set<Long> executions = ConcurrentHashMap.newKeySet();

	private boolean holding;

	private int held;

	StartedRuns(JdbcTemplate jdbc) throws IOException {
		this.jdbc = jdbc;
		this.socket = new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1"));
		this.threads.submit(this::listen);
	}

	/** The program to run in the place of Java. */
	private Path script(Path directory) throws IOException {
		Path script = Files.writeString(Files.createDirectories(directory).resolve("started-run"),
				SCRIPT.formatted(this.socket.getLocalPort()));
		return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
	}

	/** Returns the properties of a server whose tasks are these processes. */
	Map<String, String> options(Path directories) throws IOException {
		String account = "spring.cloud.dataflow.task.platform.local.accounts.default.";
		return Map.of(account + "working-directories-root", directories.toString(), account + "java-cmd",
				script(Platform.TARGET.resolve("it")).toString(), account + "maximum-concurrent-tasks", "20");
	}

	/** One {@code name=… due=…} for each process. */
	List<String> all() {
		return List.copyOf(this.started);
	}

	/** The ids of the processes' executions. */
	Set<Long> executions() {
		return Set.copyOf(this.executions);
	}

	/** Lets no process end until {@link #release}. */
	synchronized void hold() {
		this.holding = true;
	}

	/** Lets all processes end at once. */
	synchronized void release() {
		this.holding = false;
		notifyAll();
	}

	/** The number of processes that wait for {@link #release}. */
	synchronized int held() {
		return this.held;
	}

	private Void listen() throws IOException {
		while (true) {
			Socket process = this.socket.accept();
			this.threads.submit(() -> run(process));
		}
	}

	private Void run(Socket process) throws IOException, InterruptedException {
		try (process) {
			BufferedReader words = new BufferedReader(
					new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
			note(words.readLine());
			process.getOutputStream().write('\n');
		}
		return null;
	}

	private void note(String words) throws InterruptedException {
		Matcher run = RUN.matcher(words);
		if (!run.find()) {
			this.started.add("no run of a schedule: " + words);
			return;
		}
		this.started.add(run.group(2) + " " + run.group(4));
		long execution = Long.parseLong(run.group(5));
		this.executions.add(execution);
		write(START, LocalDateTime.now(), execution);
		write(PARAMETER, execution, run.group(1));
		write(PARAMETER, execution, run.group(3));
		awaitRelease();
		write(END, LocalDateTime.now(), execution);
	}

	private void write(String statement, Object... values) {
		try {
			this.jdbc.update(statement, values);
		}
		catch (DataAccessException ex) {
			// The server has to find out.
		}
	}

	private synchronized void awaitRelease() throws InterruptedException {
		this.held++;
		while (this.holding) {
			wait();
		}
		this.held--;
	}

	@Override
	public void close() throws IOException {
		release();
		this.socket.close();
		this.threads.shutdownNow();
	}

}
