package dev.fundbell.dataflow.server.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.fundbell.servers.ChildCommand;
import dev.fundbell.servers.ChildProcess;
import dev.fundbell.servers.Ports;

/** A real Skipper on the tests' database. */
final class Skipper {

	private static final Duration PATIENCE = Duration.ofSeconds(120);

	private Skipper() {
	}

	static Skipper start(TestDatabase database, int port) {
		Path directory = Platform.TARGET.resolve("it");
		List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-Xmx512m", "-jar", Platform.jar("skipper.jar").toString(),
				"--server.address=127.0.0.1", "--server.port=" + port,
				"--spring.datasource.url=" + database.url("skipper"), "--spring.datasource.username=skipper",
				"--spring.datasource.driver-class-name=org.mariadb.jdbc.Driver", "--spring.cloud.config.enabled=false",
				"--spring.cloud.skipper.server.platform.local.accounts.default.working-directories-root="
						+ directory.resolve("streams"));
		ChildProcess process = ChildProcess
			.start(new ChildCommand("Skipper", command, Map.of("SPRING_DATASOURCE_PASSWORD", TestDatabase.PASSWORD),
					directory, directory.resolve("skipper.log"), directory.resolve("skipper.pid")));
		process.await(PATIENCE, () -> Ports.answers(port) && answers(port));
		return new Skipper();
	}

	private static boolean answers(int port) {
		try {
			return new Rest("http://127.0.0.1:" + port).get("/api/about").status() == 200;
		}
		catch (java.io.UncheckedIOException ex) {
			return false;
		}
	}

}
