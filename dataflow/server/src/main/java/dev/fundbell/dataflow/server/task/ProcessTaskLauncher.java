package dev.fundbell.dataflow.server.task;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import dev.fundbell.dataflow.server.execution.ExecutionRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.cloud.deployer.spi.core.AppDeploymentRequest;
import org.springframework.cloud.deployer.spi.core.RuntimeEnvironmentInfo;
import org.springframework.cloud.deployer.spi.local.AbstractLocalDeployerSupport;
import org.springframework.cloud.deployer.spi.local.LocalDeployerProperties;
import org.springframework.cloud.deployer.spi.task.LaunchState;
import org.springframework.cloud.deployer.spi.task.TaskLauncher;
import org.springframework.cloud.deployer.spi.task.TaskStatus;

/**
 * Task launcher that runs each execution as a process, in a {@link TaskDirectory}. At the
 * limit of concurrent tasks a launch is queued. Data Flow's own local launcher refuses
 * it, drops an execution's log at the next launch of the same task and everything at a
 * restart, and does not notice that a process died. Thread-safe.
 */
class ProcessTaskLauncher extends AbstractLocalDeployerSupport implements TaskLauncher {

	/**
	 * Not of this class: under its name Data Flow's base class logs the whole command
	 * line of each task, secrets included.
	 */
	private static final Logger log = LoggerFactory.getLogger("dev.fundbell.dataflow.server.task.TaskProcesses");

	private final Path root;

	private final TaskEndRecorder recorder;

	private final LaunchManifests manifests;

	private final LaunchQueue queue;

	ProcessTaskLauncher(LocalDeployerProperties properties, TaskEndRecorder recorder, LaunchManifests manifests) {
		super(properties);
		this.root = properties.getWorkingDirectoriesRoot();
		this.recorder = recorder;
		this.manifests = manifests;
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
			log.info("{} waits, {} tasks run, which is the limit", launchId, this.queue.running());
		}
	}

	private void start(AppDeploymentRequest request, String launchId, TaskDirectory directory) {
		try {
			Process process = process(request, launchId, directory);
			directory.note(process.toHandle());
			process.onExit()
				.thenAccept((exited) -> exited(ExecutionRef.of(request), launchId, directory, exited.exitValue()));
			log.info("{} runs as process {}, its logs are in {}", launchId, process.pid(), directory.path());
		}
		catch (IOException | RuntimeException ex) {
			ExecutionRef.of(request)
				.ifPresent((execution) -> this.recorder.record(execution, ProcessExit.neverStarted(ex)));
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

	// A free port for a task that has a web server: two at once would otherwise meet on
	// 8080.
	private Map<String, String> properties(AppDeploymentRequest request) {
		Map<String, String> properties = new HashMap<>(request.getDefinition().getProperties());
		properties.putIfAbsent("server.port", "0");
		return properties;
	}

	private void exited(Optional<ExecutionRef> execution, String launchId, TaskDirectory directory, int exitValue) {
		log.info("{} ended with exit code {}", launchId, exitValue);
		directory.noteExit(exitValue);
		execution.ifPresent((known) -> this.recorder.record(known, ProcessExit.of(exitValue, directory)));
		this.queue.release(launchId);
	}

	/**
	 * Takes over an execution that was launched before this server was restarted. It is
	 * watched, or queued once more if it had not been started.
	 * @return false if its directory is not on this machine, and it is therefore another
	 * server's
	 */
	boolean adopt(ExecutionRef execution, String launchId) {
		TaskDirectory directory = TaskDirectory.of(this.root, launchId).filter(TaskDirectory::exists).orElse(null);
		if (directory == null) {
			return false;
		}
		if (directory.wasStarted() || directory.wasStopped()) {
			watch(execution, launchId, directory);
		}
		else {
			this.manifests.find(execution)
				.ifPresentOrElse((request) -> submit(request, launchId, directory),
						() -> this.recorder.record(execution, ProcessExit.lostTurn()));
		}
		return true;
	}

	private void watch(ExecutionRef execution, String launchId, TaskDirectory directory) {
		directory.process().ifPresentOrElse((process) -> {
			this.queue.occupy(launchId);
			process.onExit().thenRun(() -> {
				this.recorder.record(execution, ProcessExit.unseen(directory));
				this.queue.release(launchId);
			});
		}, () -> this.recorder.record(execution, ProcessExit.unseen(directory)));
	}

	@Override
	public void cancel(String launchId) {
		TaskDirectory directory = directory(launchId);
		if (this.queue.withdraw(launchId)) {
			directory.noteStop();
			this.recorder.record(launchId, ProcessExit.of(1, directory));
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
		// Directory and logs are needed as long as the execution is in the tables.
	}

	@Override
	public void destroy(String appName) {
		// A local task leaves nothing behind that belongs to all its executions.
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
