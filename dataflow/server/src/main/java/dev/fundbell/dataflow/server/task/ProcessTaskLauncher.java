package dev.fundbell.dataflow.server.task;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import org.springframework.cloud.deployer.spi.core.AppDeploymentRequest;
import org.springframework.cloud.deployer.spi.core.RuntimeEnvironmentInfo;
import org.springframework.cloud.deployer.spi.local.AbstractLocalDeployerSupport;
import org.springframework.cloud.deployer.spi.local.LocalDeployerProperties;
import org.springframework.cloud.deployer.spi.task.LaunchState;
import org.springframework.cloud.deployer.spi.task.TaskLauncher;
import org.springframework.cloud.deployer.spi.task.TaskStatus;

/**
 * Runs each task as a process of its own, in a {@link TaskDirectory}; at the limit a
 * launch waits its turn. Data Flow's own local launcher refuses it then, forgets a run's
 * log at the next launch of the same task and everything at a restart, and never learns
 * that a process died. Thread-safe.
 */
class ProcessTaskLauncher extends AbstractLocalDeployerSupport implements TaskLauncher {

	private final Path root;

	private final EndedTasks ended;

	private final StoredLaunches stored;

	private final LaunchQueue queue;

	ProcessTaskLauncher(LocalDeployerProperties properties, EndedTasks ended, StoredLaunches stored) {
		super(properties);
		this.root = properties.getWorkingDirectoriesRoot();
		this.ended = ended;
		this.stored = stored;
		this.queue = new LaunchQueue(properties.getMaximumConcurrentTasks());
	}

	@Override
	public String launch(AppDeploymentRequest request) {
		String launchId = request.getDefinition().getName() + "-" + UUID.randomUUID();
		submit(request, launchId, directory(launchId).create());
		return launchId;
	}

	private void submit(AppDeploymentRequest request, String launchId, TaskDirectory directory) {
		if (!this.queue.submit(launchId, () -> start(request, launchId, directory))) {
			TaskProcesses.LOG.info("{} waits, {} tasks run, which is the limit", launchId, this.queue.running());
		}
	}

	private void start(AppDeploymentRequest request, String launchId, TaskDirectory directory) {
		try {
			Process process = process(request, launchId, directory);
			directory.note(process.toHandle());
			process.onExit().thenAccept((exited) -> exited(Run.of(request), launchId, directory, exited.exitValue()));
			TaskProcesses.LOG.info("{} runs as process {}, its logs are in {}", launchId, process.pid(),
					directory.path());
		}
		catch (IOException | RuntimeException ex) {
			Run.of(request).ifPresent((run) -> this.ended.write(run, End.neverBegun(ex)));
			this.queue.release(launchId);
			throw new IllegalStateException(launchId + " cannot be started: " + ex.getMessage(), ex);
		}
	}

	private Process process(AppDeploymentRequest request, String launchId, TaskDirectory directory) throws IOException {
		return buildProcessBuilder(request, properties(request), Optional.empty(), launchId)
			.directory(directory.path().toFile())
			.redirectOutput(directory.output().toFile())
			.redirectError(directory.errors().toFile())
			.start();
	}

	// A port of its own for the task that has a web server: two runs at once would
	// otherwise meet on 8080.
	private Map<String, String> properties(AppDeploymentRequest request) {
		Map<String, String> properties = new HashMap<>(request.getDefinition().getProperties());
		properties.putIfAbsent("server.port", "0");
		return properties;
	}

	private void exited(Optional<Run> run, String launchId, TaskDirectory directory, int exitValue) {
		TaskProcesses.LOG.info("{} ended with exit code {}", launchId, exitValue);
		directory.noteExit(exitValue);
		run.ifPresent((known) -> this.ended.write(known, End.of(exitValue, directory)));
		this.queue.release(launchId);
	}

	/**
	 * Takes over a run that another life of this server launched: it is watched, or has
	 * its turn at last.
	 * @return false if its directory is not on this machine, and it is therefore another
	 * server's
	 */
	boolean adopt(Run run, String launchId) {
		TaskDirectory directory = TaskDirectory.of(this.root, launchId).filter(TaskDirectory::exists).orElse(null);
		if (directory == null) {
			return false;
		}
		if (directory.wasStarted() || directory.wasStopped()) {
			watch(run, launchId, directory);
		}
		else {
			this.stored.find(run)
				.ifPresentOrElse((request) -> submit(request, launchId, directory),
						() -> this.ended.write(run, End.lostTurn()));
		}
		return true;
	}

	private void watch(Run run, String launchId, TaskDirectory directory) {
		directory.process().ifPresentOrElse((process) -> {
			this.queue.occupy(launchId);
			process.onExit().thenRun(() -> {
				this.ended.write(run, End.unseen(directory));
				this.queue.release(launchId);
			});
		}, () -> this.ended.write(run, End.unseen(directory)));
	}

	@Override
	public void cancel(String launchId) {
		TaskDirectory directory = directory(launchId);
		if (this.queue.withdraw(launchId)) {
			directory.noteStop();
			this.ended.write(launchId, End.of(1, directory));
		}
		directory.process().ifPresent((process) -> {
			directory.noteStop();
			process.destroy();
			killIfAlive(process);
		});
	}

	private void killIfAlive(ProcessHandle process) {
		process.onExit()
			.orTimeout(Math.max(1, getLocalDeployerProperties().getShutdownTimeout()), TimeUnit.SECONDS)
			.exceptionally((late) -> {
				process.destroyForcibly();
				return process;
			});
	}

	@Override
	public TaskStatus status(String launchId) {
		return new TaskStatus(launchId, state(launchId, directory(launchId)), Map.of());
	}

	private LaunchState state(String launchId, TaskDirectory directory) {
		if (this.queue.isWaiting(launchId)) {
			return LaunchState.launching;
		}
		if (directory.process().isPresent()) {
			return LaunchState.running;
		}
		Integer exitValue = directory.exitValue();
		if (exitValue == null) {
			return LaunchState.unknown;
		}
		return (exitValue == 0) ? LaunchState.complete : LaunchState.failed;
	}

	@Override
	public String getLog(String launchId) {
		return this.queue.isWaiting(launchId) ? "The launch waits for its turn."
				: new TaskLog(directory(launchId)).read();
	}

	private TaskDirectory directory(@Nullable String launchId) {
		return TaskDirectory.of(this.root, String.valueOf(launchId))
			.orElseThrow(() -> new IllegalArgumentException("'" + launchId + "' is no launch id"));
	}

	@Override
	public void cleanup(String launchId) {
		// What a run has left is needed as long as its execution is in the tables.
	}

	@Override
	public void destroy(String appName) {
		// A local task leaves nothing behind that belongs to all its runs.
	}

	@Override
	public int getMaximumConcurrentTasks() {
		return getLocalDeployerProperties().getMaximumConcurrentTasks();
	}

	@Override
	public int getRunningTaskExecutionCount() {
		return this.queue.running();
	}

	@Override
	public RuntimeEnvironmentInfo environmentInfo() {
		return createRuntimeEnvironmentInfo(TaskLauncher.class, getClass());
	}

}
