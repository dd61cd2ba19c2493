package dev.fundbell.dataflow.server.task;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
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
 * Runs each task as a process of its own, in a {@link TaskDirectory}. Data Flow's own
 * local launcher forgets a run's log at the next launch of the same task, everything at a
 * restart, and never learns that a process died. Thread-safe.
 */
class ProcessTaskLauncher extends AbstractLocalDeployerSupport implements TaskLauncher {

	private final Path root;

	private final EndedTasks ended;

	private final Set<String> running = ConcurrentHashMap.newKeySet();

	ProcessTaskLauncher(LocalDeployerProperties properties, EndedTasks ended) {
		super(properties);
		this.root = properties.getWorkingDirectoriesRoot();
		this.ended = ended;
	}

	@Override
	public String launch(AppDeploymentRequest request) {
		if (this.running.size() >= getMaximumConcurrentTasks()) {
			throw new IllegalStateException("%s cannot be launched: %d tasks are running, which is the limit"
				.formatted(request.getDefinition().getName(), getMaximumConcurrentTasks()));
		}
		String launchId = request.getDefinition().getName() + "-" + UUID.randomUUID();
		try {
			start(request, launchId, directory(launchId).create());
		}
		catch (IOException | RuntimeException ex) {
			Run.of(request).ifPresent((run) -> this.ended.processExited(run, End.neverBegun(ex)));
			throw new IllegalStateException(launchId + " cannot be started: " + ex.getMessage(), ex);
		}
		return launchId;
	}

	private void start(AppDeploymentRequest request, String launchId, TaskDirectory directory) throws IOException {
		Process process = buildProcessBuilder(request, properties(request), Optional.empty(), launchId)
			.directory(directory.path().toFile())
			.redirectOutput(directory.output().toFile())
			.redirectError(directory.errors().toFile())
			.start();
		this.running.add(launchId);
		directory.note(process.toHandle());
		process.onExit().thenAccept((exited) -> exited(request, launchId, directory, exited.exitValue()));
		TaskProcesses.LOG.info("{} runs as process {}, its logs are in {}", launchId, process.pid(), directory.path());
	}

	// A port of its own for the task that has a web server: two runs at once would
	// otherwise meet on 8080.
	private Map<String, String> properties(AppDeploymentRequest request) {
		Map<String, String> properties = new HashMap<>(request.getDefinition().getProperties());
		properties.putIfAbsent("server.port", "0");
		return properties;
	}

	private void exited(AppDeploymentRequest request, String launchId, TaskDirectory directory, int exitValue) {
		this.running.remove(launchId);
		TaskProcesses.LOG.info("{} ended with exit code {}", launchId, exitValue);
		try {
			directory.noteExit(exitValue);
		}
		catch (IOException ex) {
			TaskProcesses.LOG.warn("The exit code of {} is not noted: {}", launchId, ex.toString());
		}
		Run.of(request).ifPresent((run) -> this.ended.processExited(run, End.of(exitValue, directory)));
	}

	@Override
	public void cancel(String launchId) {
		TaskDirectory directory = directory(launchId);
		directory.process().ifPresent((process) -> {
			try {
				directory.noteStop();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
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
		return new TaskStatus(launchId, state(directory(launchId)), Map.of());
	}

	private LaunchState state(TaskDirectory directory) {
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
		return new TaskLog(directory(launchId)).read();
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
		return this.running.size();
	}

	@Override
	public RuntimeEnvironmentInfo environmentInfo() {
		return createRuntimeEnvironmentInfo(TaskLauncher.class, getClass());
	}

}
