package dev.fundbell.dataflow.server.task;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.fundbell.app.ClassDataArchive;
import dev.fundbell.dataflow.server.InvalidRequestException;
import dev.fundbell.dataflow.server.cluster.Servers;
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
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;

/**
 * Task launcher of the local platform: runs each execution as a process, in a
 * {@link TaskDirectory}. Data Flow's task service calls it; {@link LocalPlatform} puts it
 * in the place of Data Flow's own local launcher. That one refuses a launch at the limit
 * of concurrent tasks, drops an execution's log at the next launch of the same task and
 * everything at a restart, and does not notice that a process died. Here a launch at the
 * limit is queued. Otherwise {@link #launch} starts the process in the caller's thread,
 * which may first download the app, and throws if it cannot be started.
 * {@link TaskEndRecorder} records the end of a process if the task did not, and the
 * failure of a start. {@link TaskReconciler} adopts the processes of an earlier server.
 * Thread-safe.
 */
class ProcessTaskLauncher extends AbstractLocalDeployerSupport implements TaskLauncher {

	/**
	 * Not of this class: under its name Data Flow's base class logs the whole command
	 * line of each task, secrets included.
	 */
	private static final Logger log = LoggerFactory.getLogger("dev.fundbell.dataflow.server.task.TaskProcesses");

	private static final String LOST_TURN = "its server ended before this launch had its turn, and the secrets among its properties are not stored. A schedule launches its run again by itself; any other launch is yours to repeat.";

	private final Path root;

	private final Servers servers;

	private final TaskEndRecorder recorder;

	private final LaunchManifests manifests;

	private final LaunchQueue queue;

	ProcessTaskLauncher(LocalDeployerProperties properties, Servers servers, TaskEndRecorder recorder,
			LaunchManifests manifests) {
		super(properties);
		this.root = properties.getWorkingDirectoriesRoot();
		this.servers = servers;
		this.recorder = recorder;
		this.manifests = manifests;
		this.queue = new LaunchQueue(properties.getMaximumConcurrentTasks());
	}

	@Override
	public String launch(AppDeploymentRequest request) {
		ExecutionRef execution = ExecutionRef.of(request)
			.orElseThrow(() -> new IllegalArgumentException("The request names no execution"));
		String launchId = new LaunchId(request.getDefinition().getName(), this.servers.id(), execution).toString();
		submit(request, execution, launchId, directory(launchId).create());
		return launchId;
	}

	private void submit(AppDeploymentRequest request, ExecutionRef execution, String launchId,
			TaskDirectory directory) {
		Runnable start = () -> start(request, execution, launchId, directory);
		if (ComposedTaskRunner.isLaunchedBy(request)) {
			this.queue.startAside(launchId, start);
		}
		else if (!this.queue.submit(launchId, start)) {
			log.info("{} waits, {} tasks run, which is the limit", launchId, this.queue.running().size());
		}
	}

	private void start(AppDeploymentRequest request, ExecutionRef execution, String launchId, TaskDirectory directory) {
		try {
			ProcessBuilder command = command(request, launchId, directory);
			// Others may have taken this server for dead. The command may have taken
			// long: its app is downloaded.
			this.recorder.claimStart(execution, launchId);
			Process process = command.start();
			note(directory, process);
			onExit(process.onExit(), launchId, (exited) -> exited(execution, launchId, directory, exited.exitValue()));
			log.info("{} runs as process {}, its logs are in {}", launchId, process.pid(), directory.path());
		}
		catch (OptimisticLockingFailureException ex) {
			throw ex;
		}
		catch (IOException | RuntimeException ex) {
			this.recorder.record(execution, ProcessExit.failedLaunch(ex));
			throw new IllegalStateException(launchId + " cannot be started: " + ex.getMessage(), ex);
		}
	}

	// It runs: that a restarted server does not find it again is the smaller evil.
	private static void note(TaskDirectory directory, Process process) {
		try {
			directory.note(process.toHandle());
		}
		catch (IOException ex) {
			log.warn("The process {} cannot be noted in {}: {}", process.pid(), directory.path(), ex.toString());
		}
	}

	private <T> void onExit(CompletableFuture<T> exit, String launchId, Consumer<T> record) {
		exit.thenAccept(record).exceptionally((failure) -> {
			log.error("The end of {} is not recorded", launchId, failure);
			return null;
		}).thenRun(() -> this.queue.release(launchId));
	}

	private ProcessBuilder command(AppDeploymentRequest request, String launchId, TaskDirectory directory) {
		ProcessBuilder process = buildProcessBuilder(request, properties(request), Optional.empty(), launchId);
		addArchive(process.command());
		return process.directory(directory.path().toFile())
			.redirectOutput(directory.output().toFile())
			.redirectError(directory.errors().toFile());
	}

	// A task that runs for seconds spends most of them on loading classes.
	private static void addArchive(List<String> command) {
		int option = command.indexOf("-jar");
		if (option > 0) {
			Path app = Path.of(command.get(option + 1));
			command.addAll(option, ClassDataArchive.options(app, command.subList(1, option)));
		}
	}

	// A free port for a task that has a web server: two at once would otherwise meet on
	// 8080.
	private Map<String, String> properties(AppDeploymentRequest request) {
		Map<String, String> properties = new HashMap<>(request.getDefinition().getProperties());
		properties.putIfAbsent("server.port", "0");
		return properties;
	}

	private void exited(ExecutionRef execution, String launchId, TaskDirectory directory, int exitValue) {
		log.info("{} ended with exit code {}", launchId, exitValue);
		try {
			directory.noteExit(exitValue);
		}
		catch (IOException ex) {
			log.warn("The exit code of {} cannot be noted in {}: {}", launchId, directory.path(), ex.toString());
		}
		this.recorder.record(execution, ProcessExit.of(exitValue, directory));
	}

	/** Tells whether a launch runs or waits here. */
	boolean knows(String launchId) {
		return this.queue.isRunning(launchId) || this.queue.isWaiting(launchId);
	}

	boolean hasDirectory(String launchId) {
		return TaskDirectory.of(this.root, launchId).filter(TaskDirectory::exists).isPresent();
	}

	/** Finds the launch id of an execution among the directories. */
	Optional<String> launchId(String server, ExecutionRef execution) {
		String end = new LaunchId("", server, execution).toString();
		try (DirectoryStream<Path> found = Files.newDirectoryStream(this.root, "*" + end)) {
			Iterator<Path> first = found.iterator();
			return first.hasNext() ? Optional.of(first.next().getFileName().toString()) : Optional.empty();
		}
		catch (IOException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Takes over an execution that was launched before this server was started. It is
	 * watched, or queued once more if it had not been started. One that had secrets among
	 * its properties cannot be queued, and ends.
	 * @return false if its directory is not here
	 */
	boolean adopt(Unfinished unfinished, String launchId) {
		TaskDirectory directory = TaskDirectory.of(this.root, launchId).filter(TaskDirectory::exists).orElse(null);
		if (directory == null) {
			return false;
		}
		ExecutionRef execution = unfinished.execution();
		if (directory.wasStarted() || directory.wasStopped() || unfinished.started()) {
			watch(execution, launchId, directory);
		}
		else {
			this.manifests.find(execution)
				.ifPresentOrElse((request) -> submit(request, execution, launchId, directory),
						() -> this.recorder.recordNeverStarted(execution, LOST_TURN));
		}
		return true;
	}

	private void watch(ExecutionRef execution, String launchId, TaskDirectory directory) {
		directory.process().ifPresentOrElse((process) -> {
			count(execution, launchId);
			onExit(process.onExit(), launchId,
					(exited) -> this.recorder.record(execution, ProcessExit.unseen(directory)));
		}, () -> this.recorder.record(execution, ProcessExit.unseen(directory)));
	}

	private void count(ExecutionRef execution, String launchId) {
		if (this.manifests.isComposedTaskRunner(execution)) {
			this.queue.setAside(launchId);
		}
		else {
			this.queue.occupy(launchId);
		}
	}

	@Override
	public void cancel(String launchId) {
		TaskDirectory directory = directory(launchId);
		Optional<ProcessHandle> process = directory.process();
		if (this.queue.withdraw(launchId)) {
			noteStop(directory);
			LaunchId.parse(launchId)
				.ifPresent((id) -> this.recorder.record(id.execution(), ProcessExit.of(1, directory)));
		}
		else if (process.isPresent()) {
			noteStop(directory);
			process.get().destroy();
			killIfAlive(process.get());
		}
		else {
			refuseToStopElsewhere(launchId);
		}
	}

	private void refuseToStopElsewhere(String launchId) {
		LaunchId.parse(launchId).filter((id) -> !this.servers.mine().contains(id.server())).ifPresent((id) -> {
			throw new InvalidRequestException(HttpStatus.CONFLICT,
					launchId + " is run by server " + id.server() + ", and can be stopped there only.");
		});
	}

	private static void noteStop(TaskDirectory directory) {
		try {
			directory.noteStop();
		}
		catch (IOException ex) {
			log.warn("{} is stopped, which cannot be noted there: {}", directory.path(), ex.toString());
		}
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
		if (this.queue.isRunning(launchId) || directory.process().isPresent()) {
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
		return this.queue.running().size();
	}

	@Override
	public RuntimeEnvironmentInfo environmentInfo() {
		return createRuntimeEnvironmentInfo(TaskLauncher.class, getClass());
	}

}
