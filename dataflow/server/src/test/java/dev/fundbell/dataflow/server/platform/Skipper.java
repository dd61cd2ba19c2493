package dev.fundbell.dataflow.server.platform;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.fundbell.servers.ChildCommand;
import dev.fundbell.servers.ChildProcess;
import dev.fundbell.servers.Ports;
import dev.fundbell.test.app.AppCommand;

/** A real Skipper on the tests' database. */
final class Skipper {

	private static final Duration PATIENCE = Duration.ofSeconds(120);

	private final ChildProcess process;

	private final int port;

	private Skipper(ChildProcess process, int port) {
		this.process = process;
		this.port = port;
	}

	/** Starts Skipper and does not wait for it. */
	static Skipper start(TestDatabase database, int port) {
		Path directory = Platform.TARGET.resolve("it");
		List<String> command = new ArrayList<>(AppCommand.of(Platform.jar("skipper.jar"), "-Xmx512m"));
		command.addAll(List.of("--server.address=127.0.0.1", "--server.port=" + port,
				"--spring.datasource.url=" + database.url("skipper"), "--spring.datasource.username=skipper",
				"--spring.datasource.driver-class-name=org.mariadb.jdbc.Driver", "--spring.cloud.config.enabled=false",
				"--spring.cloud.skipper.server.platform.local.accounts.default.working-directories-root="
						+ directory.resolve("streams")));
		return new Skipper(ChildProcess.start(ChildCommand.of("skipper", command, directory)
			.withEnvironment(Map.of("SPRING_DATASOURCE_PASSWORD", TestDatabase.PASSWORD))), port);
	}

	void await() {
		this.process.await(PATIENCE, () -> Ports.answers(this.port) && answers());
	}

	private boolean answers() {
		try {
			return new Rest("http://127.0.0.1:" + this.port).get("/api/about").status() == 200;
		}
		catch (UncheckedIOException ex) {
			return false;
		}
	}

}
