package dev.fundbell.local;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.fundbell.local.dataflow.DataFlowClient;
import dev.fundbell.servers.ChildProcess;
import dev.fundbell.servers.LocalServer;
import dev.fundbell.servers.LocalServerException;
import dev.fundbell.servers.Pause;
import dev.fundbell.local.system.DiskSpace;
import dev.fundbell.local.system.Layout;
import dev.fundbell.local.system.LocalPorts;
import dev.fundbell.local.system.LocalSystem;

/**
 * Holds the system together: whatever ends it, the user, a part that dies or a step that
 * fails, everything that was started is stopped, in order, and once.
 */
final class Supervisor {

	private static final Duration POLL = Duration.ofMillis(500);

	private static final int SINK_ROUNDS = 10;

	private final Layout layout;

	private final LocalSystem system;

	private final DataFlowClient dataFlow;

	private final Steps steps;

	private final Progress progress;

	private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor((work) -> {
		Thread thread = new Thread(work, "app-watch");
		thread.setDaemon(true);
		return thread;
	});

	private volatile boolean stopping;

	private boolean stopped;

	Supervisor(Layout layout, LocalSystem system, LocalPorts ports, Steps steps, Progress progress) {
		this.layout = layout;
		this.system = system;
		this.dataFlow = new DataFlowClient(ports.dataFlowUrl());
		this.steps = steps;
		this.progress = progress;
	}

	/**
	 * Runs the system until it is told to end, or a part does.
	 * @param startup returns when everything is ready
	 * @throws LocalServerException if it does not start, or a part ends by itself, after
	 * everything has been stopped
	 */
	void run(Runnable startup) {
		Runtime.getRuntime().addShutdownHook(new Thread(this::interrupted, "shutdown"));
		this.system.endApps();
		this.watch.scheduleWithFixedDelay(this::rememberApps, 1, 1, TimeUnit.SECONDS);
		try {
			startup.run();
			throw awaitEndOfAPart();
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

	private LocalServerException awaitEndOfAPart() {
		int round = 0;
		while (this.system.dead().isEmpty()) {
			Pause.of(POLL);
			round++;
			Optional<Sink> failed = (round % SINK_ROUNDS == 0) ? failedSink() : Optional.empty();
			if (failed.isPresent()) {
				return new LocalServerException(
						"The %2$s ended by itself, so everything was stopped: see %1$s logs %2$s, then start again with %1$s up"
							.formatted(Program.name(), failed.get().app()));
			}
		}
		return death(this.system.dead().get());
	}

	private Optional<Sink> failedSink() {
		return Stream.of(Sink.values()).filter(this::hasFailed).findFirst();
	}

	// Not when the user has undeployed it.
	private boolean hasFailed(Sink sink) {
		try {
			return this.dataFlow.streamStatus(sink.stream()).equals("failed");
		}
		catch (LocalServerException ex) {
			return false;
		}
	}

	private LocalServerException death(ChildProcess process) {
		int exit = process.onExit().join();
		String how = (exit > 128) ? "was killed by signal " + (exit - 128) : "ended with exit code " + exit;
		return new LocalServerException("%s %s, so everything was stopped: see %s, then start again with %s up"
			.formatted(process.name(), how, process.logFile(), Program.name()));
	}

	// What fails when a part has died, or the disk is full, fails because of that.
	private RuntimeException reason(RuntimeException failure) {
		RuntimeException reason = this.system.dead().<RuntimeException>map(this::death).orElse(failure);
		return DiskSpace.isFull(this.layout.directory())
				? new LocalServerException("The disk is full: free some space for %s. (%s)"
					.formatted(this.layout.directory(), reason.getMessage()), failure)
				: reason;
	}

	private void interrupted() {
		this.stopping = true;
		stop();
	}

	// The shutdown hook works; the JVM ends when it is done.
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
		rememberApps();
		stop("Apps", this::stopApps);
		List<LocalServer> servers = new ArrayList<>(this.system.servers());
		Collections.reverse(servers);
		for (LocalServer server : servers) {
			if (server.isStarted()) {
				stop(server.process().name(), server::stop);
			}
		}
		this.layout.clearRun();
	}

	private void stop(String name, Runnable action) {
		long started = System.nanoTime();
		this.progress.begin(name);
		String result = "stopped";
		try {
			action.run();
		}
		catch (RuntimeException ex) {
			// The others have to be stopped all the same.
			result = "not stopped in order: " + ex;
		}
		this.progress.done(result, Duration.ofNanos(System.nanoTime() - started));
	}

	private void rememberApps() {
		try {
			this.system.rememberApps();
		}
		catch (UncheckedIOException ex) {
			// Nothing can be written, for now: the next round tries again.
		}
	}

	// Undeployed in order first, so that Skipper does not take them for running next
	// time.
	private void stopApps() {
		if (this.system.dataFlow().isRunning() && this.system.skipper().isRunning()) {
			try {
				this.dataFlow.undeployAll();
			}
			catch (LocalServerException ex) {
				// They are ended below, one by one.
			}
		}
		this.system.endApps();
	}

}
