package dev.fundbell.local.startup;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import dev.fundbell.local.client.DataFlowClient;
import dev.fundbell.local.definition.StreamDefinition;
import dev.fundbell.local.system.DiskSpace;
import dev.fundbell.local.system.InstallationPaths;
import dev.fundbell.local.system.LocalPorts;
import dev.fundbell.local.system.LocalSystem;
import dev.fundbell.local.system.Program;
import dev.fundbell.local.terminal.Progress;
import dev.fundbell.servers.ChildProcess;
import dev.fundbell.servers.LocalServer;
import dev.fundbell.servers.LocalServerException;
import dev.fundbell.servers.Pause;

/**
 * Supervisor of the running system. When the user stops it, a server or sink ends by
 * itself, or a start-up step fails, the supervisor stops everything that was started, in
 * order and once.
 */
final class Supervisor {

	private static final Duration POLL = Duration.ofMillis(500);

	private static final int STREAM_ROUNDS = 10;

	private final InstallationPaths paths;

	private final LocalSystem system;

	private final DataFlowClient dataFlow;

	private final List<StreamDefinition> streams;

	private final StartupSteps steps;

	private final Progress progress;

	private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor((work) -> {
		Thread thread = new Thread(work, "app-watch");
		thread.setDaemon(true);
		return thread;
	});

	private volatile boolean stopping;

	private boolean stopped;

	Supervisor(InstallationPaths paths, LocalSystem system, LocalPorts ports, List<StreamDefinition> streams,
			StartupSteps steps, Progress progress) {
		this.paths = paths;
		this.system = system;
		this.dataFlow = new DataFlowClient(ports.dataFlowUrl());
		this.streams = List.copyOf(streams);
		this.steps = steps;
		this.progress = progress;
	}

	/**
	 * Runs the system until it is told to end, or a server or sink ends by itself.
	 * @param startup returns when everything is ready
	 * @throws LocalServerException after everything has been stopped, if the system did
	 * not start, or a server or sink has ended by itself
	 */
	void run(Runnable startup) {
		Runtime.getRuntime().addShutdownHook(new Thread(this::interrupted, "shutdown"));
		this.system.endApps();
		this.watch.scheduleWithFixedDelay(this::trackApps, 1, 1, TimeUnit.SECONDS);
		try {
			startup.run();
			throw awaitFailure();
		}
		catch (RuntimeException ex) {
			if (this.stopping) {
				awaitShutdown();
			}
			RuntimeException reason = reason(ex);
			this.progress.endLine();
			stop();
			throw reason;
		}
	}

	private LocalServerException awaitFailure() {
		int round = 0;
		while (this.system.exited().isEmpty()) {
			Pause.of(POLL);
			round++;
			Optional<StreamDefinition> failed = (round % STREAM_ROUNDS == 0) ? failedStream() : Optional.empty();
			if (failed.isPresent()) {
				return new LocalServerException(
						"The %2$s ended by itself, so everything was stopped: see %1$s logs %2$s, then start again with %1$s up"
							.formatted(Program.name(), failed.get().sink()));
			}
		}
		return failure(this.system.exited().get());
	}

	private Optional<StreamDefinition> failedStream() {
		return this.streams.stream().filter(this::hasFailed).findFirst();
	}

	// A stream that the user has undeployed has not failed.
	private boolean hasFailed(StreamDefinition stream) {
		try {
			return this.dataFlow.streamStatus(stream.name()).equals("failed");
		}
		catch (LocalServerException ex) {
			return false;
		}
	}

	private LocalServerException failure(ChildProcess process) {
		int exit = process.onExit().join();
		String how = (exit > 128) ? "was killed by signal " + (exit - 128) : "ended with exit code " + exit;
		return new LocalServerException("%s %s, so everything was stopped: see %s, then start again with %s up"
			.formatted(process.name(), how, process.logFile(), Program.name()));
	}

	// Any failure after a server has died, or on a full disk, is a consequence of that.
	private RuntimeException reason(RuntimeException failure) {
		RuntimeException reason = this.system.exited().<RuntimeException>map(this::failure).orElse(failure);
		return DiskSpace.isFull(this.paths.directory()) ? new LocalServerException(
				"The disk is full: free some space for %s. (%s)".formatted(this.paths.directory(), reason.getMessage()),
				failure) : reason;
	}

	private void interrupted() {
		this.stopping = true;
		stop();
	}

	// The shutdown hook stops everything, and the JVM ends when the hook has returned.
	private static void awaitShutdown() {
		Pause.of(Duration.ofMinutes(5));
	}

	private synchronized void stop() {
		if (this.stopped) {
			return;
		}
		this.stopped = true;
		this.steps.cancel();
		this.progress.line("Stopping");
		this.watch.shutdown();
		trackApps();
		stop("Apps", this::stopApps);
		List<LocalServer> servers = new ArrayList<>(this.system.servers());
		Collections.reverse(servers);
		for (LocalServer server : servers) {
			if (server.isStarted()) {
				stop(server.process().name(), server::stop);
			}
		}
		this.paths.deleteRunFiles();
	}

	private void stop(String name, Runnable action) {
		long started = System.nanoTime();
		this.progress.begin(name);
		String result = "stopped";
		try {
			action.run();
		}
		catch (RuntimeException ex) {
			// The other parts have to be stopped, too.
			result = "not stopped in order: " + ex;
		}
		this.progress.done(result, Duration.ofNanos(System.nanoTime() - started));
	}

	private void trackApps() {
		try {
			this.system.trackApps();
		}
		catch (UncheckedIOException ex) {
			// The disk may be full for a moment: the next round tries again.
		}
	}

	// Undeployed in order first, so that Skipper does not believe at the next start that
	// the apps still run.
	private void stopApps() {
		if (this.system.dataFlow().isRunning() && this.system.skipper().isRunning()) {
			try {
				this.dataFlow.undeployAll();
			}
			catch (LocalServerException ex) {
				// The processes are ended below, one by one.
			}
		}
		this.system.endApps();
	}

}
