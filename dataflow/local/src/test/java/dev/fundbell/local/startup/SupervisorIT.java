package dev.fundbell.local.startup;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import dev.fundbell.local.system.InstallationPaths;
import dev.fundbell.local.system.LocalPorts;
import dev.fundbell.local.system.LocalSystem;
import dev.fundbell.local.system.Secrets;
import dev.fundbell.local.system.Version;
import dev.fundbell.local.terminal.Progress;
import dev.fundbell.servers.LocalServer;
import dev.fundbell.servers.LocalServerException;
import dev.fundbell.servers.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SupervisorIT {

	private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

	private final Progress progress = new Progress(new PrintStream(this.screen, true, StandardCharsets.UTF_8));

	@TempDir
	Path home;

	private InstallationPaths paths;

	private LocalSystem system;

	@BeforeEach
	void setUp() throws Exception {
		this.paths = new InstallationPaths(this.home, this.home.resolve("state"));
		pretendToBeBuilt("dataflow/server/target/dataflow-server-" + Version.number() + ".jar");
		pretendToBeBuilt("dataflow/local/target/parts/skipper-server.jar");
		this.system = newSystem();
	}

	@AfterEach
	void killServers() {
		this.system.servers().forEach(LocalServer::kill);
	}

	@Test
	void stopsEverythingAndSaysWhichPartDied() throws Exception {
		CountDownLatch up = new CountDownLatch(1);
		CompletableFuture<Void> run = CompletableFuture.runAsync(() -> supervise(() -> {
			this.system.mariaDb().start();
			this.system.kafka().start();
			up.countDown();
		}));
		assertThat(up.await(3, TimeUnit.MINUTES)).isTrue();

		ProcessHandle.of(this.system.mariaDb().process().pid()).orElseThrow().destroyForcibly();

		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> run.get(1, TimeUnit.MINUTES))
			.havingCause()
			.isInstanceOf(LocalServerException.class)
			.withMessageStartingWith(
					"MariaDB was killed by signal 9, so everything was stopped: see " + this.paths.log("mariadb"));
		assertNothingRuns();
	}

	@Test
	void stopsWhatRunsWhenAPartCannotStart() {
		assertThatExceptionOfType(LocalServerException.class).isThrownBy(() -> supervise(() -> {
			this.system.mariaDb().start();
			this.system.skipper().start();
		})).withMessage("Skipper ended with exit code 1 while starting: see " + this.paths.log("skipper"));

		assertNothingRuns();
		assertThat(this.screen.toString(StandardCharsets.UTF_8)).contains("MariaDB       stopped");
	}

	@Test
	void stopsAPartThatIsStillStartingWhenAnotherFails() {
		StartupSteps steps = new StartupSteps(this.progress);

		assertThatExceptionOfType(LocalServerException.class).isThrownBy(() -> supervise(steps, () -> {
			steps.begin("Kafka", () -> {
				this.system.kafka().start();
				return "up";
			});
			steps.run("MariaDB", () -> {
				throw new LocalServerException("no");
			});
		})).withMessage("no");

		assertNothingRuns();
	}

	@Test
	void startsAgainOnTheSameDataAfterEverythingWasKilled() throws Exception {
		this.system.mariaDb().start();
		this.system.createDatabases();
		this.system.mariaDb().kill();
		this.system = newSystem();

		this.system.mariaDb().start();
		this.system.createDatabases();

		assertThat(this.system.mariaDb().isRunning()).isTrue();
	}

	private void assertNothingRuns() {
		assertThat(this.system.servers()).noneMatch(LocalServer::isRunning);
		assertThat(this.paths.run()).isDirectoryNotContaining("glob:**.pid");
	}

	private void supervise(Runnable startup) {
		supervise(new StartupSteps(this.progress), startup);
	}

	private void supervise(StartupSteps steps, Runnable startup) {
		new Supervisor(this.paths, this.system, new LocalPorts(1, 2, 3, 4, 5, 6), List.of(), steps, this.progress)
			.run(startup);
	}

	private LocalSystem newSystem() {
		LocalPorts ports = new LocalPorts(Ports.free(), Ports.free(), Ports.free(), Ports.free(), Ports.free(),
				Ports.free());
		return new LocalSystem(this.paths, ports, Secrets.loadOrCreate(this.paths.passwords()),
				ZoneId.of("Asia/Seoul"));
	}

	/** Writes a jar that cannot be run. */
	private void pretendToBeBuilt(String jar) throws Exception {
		Path file = this.home.resolve(jar);
		Files.createDirectories(file.getParent());
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		manifest.getMainAttributes().put(new Attributes.Name("Start-Class"), "missing.Main");
		new JarOutputStream(Files.newOutputStream(file), manifest).close();
	}

}
