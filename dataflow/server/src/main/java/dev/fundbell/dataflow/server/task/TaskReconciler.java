package dev.fundbell.dataflow.server.task;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import dev.fundbell.dataflow.server.Rounds;
import dev.fundbell.dataflow.server.cluster.Servers;
import dev.fundbell.dataflow.server.execution.ExecutionRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Reconciler of executions, processes and directories. It compares the executions that
 * have no end with the processes that run here, repeatedly and not only when the server
 * starts. An execution that this server is responsible for is watched, queued again, or
 * ended with the reason.
 */
@Component
class TaskReconciler {

	private static final Logger log = LoggerFactory.getLogger(TaskReconciler.class);

	private static final Duration PAUSE = Duration.ofSeconds(2);

	/** A launch may have to download its app. */
	static final int BEATS_OF_A_LAUNCH = 45;

	private final LocalPlatform platform;

	private final TaskEndRecorder recorder;

	private final Servers servers;

	private final Map<ExecutionRef, Long> unlaunchedSince = new ConcurrentHashMap<>();

	TaskReconciler(LocalPlatform platform, TaskEndRecorder recorder, Servers servers, Rounds rounds) {
		this.platform = platform;
		this.recorder = recorder;
		this.servers = servers;
		rounds.every(PAUSE, "The comparison of executions and processes", this::reconcile);
	}

	void reconcile() {
		this.servers.id();
		this.recorder.recordKept();
		List<Unfinished> unfinished = this.recorder.unfinished();
		this.unlaunchedSince.keySet()
			.removeIf((known) -> unfinished.stream().noneMatch((one) -> one.execution().equals(known)));
		unfinished.forEach(this::reconcile);
		Set<String> needed = unfinished.stream()
			.map((execution) -> id(execution).map(LaunchId::server))
			.flatMap(Optional::stream)
			.collect(Collectors.toSet());
		this.servers.mine().stream().filter((server) -> !needed.contains(server)).forEach(this.servers::forget);
	}

	private void reconcile(Unfinished unfinished) {
		try {
			Optional<String> launchId = Optional.ofNullable(unfinished.launchId())
				.or(() -> launchId(unfinished.execution()));
			launchId.filter((id) -> !this.platform.knows(id))
				.filter(this::isOurs)
				.ifPresent((id) -> takeOver(unfinished, id));
			if (launchId.isEmpty() && !unfinished.started()) {
				giveUpLaunch(unfinished.execution());
			}
		}
		catch (RuntimeException ex) {
			// One execution must not stop the others.
			log.warn("Execution {} cannot be compared: {}", unfinished.execution().id(), ex.toString());
		}
	}

	// Its server died between the creation of the row and the directory, and nobody knows
	// which server that was. A launch that goes on all the same finds that it has ended.
	private void giveUpLaunch(ExecutionRef execution) {
		long since = this.unlaunchedSince.computeIfAbsent(execution, (one) -> this.servers.beats());
		if (this.servers.beats() - since >= BEATS_OF_A_LAUNCH) {
			this.recorder.recordNeverStarted(execution, "its server ended before it started the process.");
		}
	}

	// The launch ended between the start of the process and its storage: the server died,
	// or the database was away.
	private Optional<String> launchId(ExecutionRef execution) {
		Optional<String> launchId = this.servers.mine()
			.stream()
			.map((server) -> this.platform.launchId(server, execution))
			.flatMap(Optional::stream)
			.filter((found) -> !isBeingLaunched(found))
			.findFirst();
		launchId.ifPresent((found) -> this.recorder.setLaunchId(execution, found));
		return launchId;
	}

	private boolean isBeingLaunched(String launchId) {
		boolean here = LaunchId.parse(launchId).filter((id) -> id.server().equals(this.servers.id())).isPresent();
		return here && !this.platform.knows(launchId);
	}

	private boolean isOurs(String launchId) {
		Optional<LaunchId> id = LaunchId.parse(launchId);
		if (id.isPresent()) {
			String server = id.get().server();
			return this.servers.mine().contains(server) || this.servers.isUnknown(server);
		}
		return LaunchId.isOfEarlierVersion(launchId)
				&& (this.platform.hasDirectory(launchId) || this.servers.isAlone());
	}

	private void takeOver(Unfinished unfinished, String launchId) {
		String server = LaunchId.parse(launchId).map(LaunchId::server).orElse("");
		boolean found = this.servers.isHere(server) && this.platform.adopt(unfinished, launchId);
		if (!found && this.servers.isGivenUp(server)) {
			giveUp(unfinished, launchId);
		}
	}

	// An earlier version did not claim the start of a process.
	private void giveUp(Unfinished unfinished, String launchId) {
		if (unfinished.started() || LaunchId.isOfEarlierVersion(launchId)) {
			this.recorder.record(unfinished.execution(), ProcessExit.lost("The server that ran " + launchId
					+ " has ended, or its directory was deleted: its end is unknown."));
		}
		else {
			this.recorder.recordNeverStarted(unfinished.execution(), "the server of " + launchId
					+ " has ended, or its directory was deleted, before this launch had its turn.");
		}
	}

	private static Optional<LaunchId> id(Unfinished unfinished) {
		return Optional.ofNullable(unfinished.launchId()).flatMap(LaunchId::parse);
	}

}
