package dev.fundbell.dataflow.server.task;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.fundbell.dataflow.server.Rounds;
import dev.fundbell.dataflow.server.execution.ExecutionRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.cloud.dataflow.core.TaskDeployment;
import org.springframework.cloud.dataflow.server.job.LauncherRepository;
import org.springframework.cloud.dataflow.server.repository.TaskDeploymentRepository;
import org.springframework.cloud.deployer.spi.task.LaunchState;
import org.springframework.cloud.deployer.spi.task.TaskLauncher;
import org.springframework.stereotype.Component;

/**
 * Reconciler of executions with platforms other than the local one, such as Kubernetes. A
 * pod that is killed, evicted or deleted cannot record its end; so an execution without
 * an end, whose launch the platform says is over or does not know, is ended here. Any
 * server does it, since each can ask the platform.
 */
@Component
class PlatformReconciler {

	private static final Logger log = LoggerFactory.getLogger(PlatformReconciler.class);

	private static final Duration PAUSE = Duration.ofSeconds(5);

	/** A task that ends in order has recorded its end before its process is over. */
	static final int LOOKS = 3;

	private static final Set<LaunchState> ALIVE = Set.of(LaunchState.launching, LaunchState.running);

	private static final Map<LaunchState, String> ENDS = Map.of(LaunchState.complete, "has ended in order",
			LaunchState.failed, "has failed", LaunchState.unknown, "does not exist any longer: it was deleted");

	private final LauncherRepository launchers;

	private final TaskDeploymentRepository launches;

	private final TaskEndRecorder recorder;

	private final Map<ExecutionRef, Integer> looks = new HashMap<>();

	PlatformReconciler(LauncherRepository launchers, TaskDeploymentRepository launches, TaskEndRecorder recorder,
			Rounds rounds) {
		this.launchers = launchers;
		this.launches = launches;
		this.recorder = recorder;
		rounds.every(PAUSE, "The comparison of executions with the platform", this::reconcile);
	}

	synchronized void reconcile() {
		List<Unfinished> unfinished = this.recorder.unfinished();
		this.looks.keySet().retainAll(unfinished.stream().map(Unfinished::execution).collect(Collectors.toSet()));
		unfinished.forEach(this::reconcile);
	}

	private void reconcile(Unfinished unfinished) {
		ExecutionRef execution = unfinished.execution();
		try {
			Optional<LaunchState> state = state(unfinished).filter((found) -> !ALIVE.contains(found));
			if (state.isEmpty()) {
				this.looks.remove(execution);
			}
			else if (this.looks.merge(execution, 1, Integer::sum) >= LOOKS) {
				this.recorder.record(execution, end(unfinished, state.get()));
			}
		}
		catch (RuntimeException ex) {
			// One execution, or a platform that is away, must not stop the others.
			log.warn("Execution {} cannot be compared with its platform: {}", execution.id(), ex.toString());
		}
	}

	private Optional<LaunchState> state(Unfinished unfinished) {
		String launchId = unfinished.launchId();
		return Optional.ofNullable(launchId)
			.map(this.launches::findByTaskDeploymentId)
			.map(TaskDeployment::getPlatformName)
			.map(this.launchers::findByName)
			.map((launcher) -> launcher.getTaskLauncher())
			.filter((launcher) -> !(launcher instanceof ProcessTaskLauncher))
			.map((TaskLauncher launcher) -> launcher.status(launchId).getState());
	}

	private static ProcessExit end(Unfinished unfinished, LaunchState state) {
		return ProcessExit.lost("The launch " + unfinished.launchId() + " " + ENDS.getOrDefault(state, "is " + state)
				+ ". The task did not report its end.");
	}

}
