package dev.fundbell.local.startup;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;

import dev.fundbell.local.client.DataFlowClient;
import dev.fundbell.local.client.HttpStub;
import dev.fundbell.local.definition.App;
import dev.fundbell.local.definition.DefinitionScripts;
import dev.fundbell.local.definition.Definitions;
import dev.fundbell.local.demo.DemoData.FreshCoupon;
import dev.fundbell.local.demo.DemoData.FreshFundings;
import dev.fundbell.local.startup.SmokeTest.FreshDemoData;
import dev.fundbell.local.system.InstallationPaths;
import dev.fundbell.local.system.LocalPorts;
import dev.fundbell.local.system.Version;
import dev.fundbell.local.terminal.Progress;
import dev.fundbell.servers.LocalServerException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The recipe "A new task" of CONTRIBUTING.md: the task is added to a copy of the
 * project's definitions, and nothing else is changed.
 */
class AddedTaskTests {

	private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

	@TempDir
	Path home;

	private InstallationPaths paths;

	@BeforeEach
	void addTask() throws IOException {
		this.paths = new InstallationPaths(this.home, this.home.resolve("state"));
		Files.createDirectories(this.paths.definitions());
		for (String script : DefinitionScripts.ALL) {
			Files.copy(Path.of("../definitions").resolve(script), this.paths.definitions().resolve(script));
		}
		append("apps.shell",
				"app register --name thank-you-task --type task --uri ${APPS}/tasks/thank-you-task${APP_SUFFIX} --force true");
		append("tasks.shell", "task create --name thank-you-task --definition \"thank-you-task\"");
		append("schedules.shell",
				"task schedule create --name thank-you --definitionName thank-you-task --expression \"0 10 * * *\" --properties \"scheduler.cron.time-zone=${BUSINESS_TIME_ZONE}\"");
	}

	@Test
	void mustBeBuilt() throws IOException {
		createFile(this.home.resolve("dataflow/server").resolve(InstallationPaths.jar("dataflow-server")));
		createFile(this.home.resolve("dataflow/local/target/parts/skipper-server.jar"));
		for (App app : scripts(ports(1)).apps()) {
			if (!app.name().equals("thank-you-task")) {
				createFile(Path.of(URI.create(app.uri())));
			}
		}

		assertThatExceptionOfType(LocalServerException.class)
			.isThrownBy(() -> new Foreground(this.paths, ports(1), SEOUL).requireStartable())
			.withMessageStartingWith(
					this.home.resolve("tasks/thank-you-task/target/thank-you-task-%s.jar".formatted(Version.number()))
							+ " is not built");
	}

	@Test
	void isRegisteredDefinedAndScheduled() throws IOException {
		try (HttpStub dataFlow = new HttpStub()) {
			dataFlow.answerAll("POST /", 201, "")
				.answerAll("GET /tasks/definitions/", 200, "{\"dslText\":\"thank-you-task\"}")
				.answerAll("GET /tasks/schedules/instances/", 200, "{}")
				.answerAll("GET /audit-records", 200, "{}")
				.answerAll("DELETE /tasks/definitions/", 200, "");
			Definitions definitions = new Definitions(new DataFlowClient(dataFlow.uri()), scripts(ports(1)));

			assertThat(definitions.apply("apps.shell")).isEqualTo(7);
			assertThat(definitions.apply("tasks.shell")).isEqualTo(5);
			assertThat(definitions.apply("schedules.shell")).isEqualTo(5);

			assertThat(dataFlow.requests())
				.anyMatch((request) -> request.startsWith("POST /apps/task/thank-you-task?")
						&& request.contains("thank-you-task-" + Version.number() + ".jar"))
				.contains("GET /tasks/definitions/thank-you-task")
				.anyMatch((request) -> request
					.startsWith("POST /tasks/schedules?scheduleName=thank-you&taskDefinitionName=thank-you-task"));
		}
	}

	@Test
	void isLaunchedByTheSmokeTest() throws IOException {
		try (HttpStub server = new HttpStub()) {
			server.answer("POST /api/local/sign-in", 200, "{\"token\":\"t\"}")
				.answer("GET /api/notification/subscribe/1", 200, """
						data: connect completed

						data: {"notificationId":1,"type":"COUPON_DEADLINE","couponId":7,"message":"a"}
						data: {"notificationId":2,"type":"FUNDING_SUCCEEDED","fundingId":1,"message":"b"}
						data: {"notificationId":3,"type":"FUNDING_FAILED","fundingId":2,"message":"c"}
						data: {"notificationId":4,"type":"FUNDING_DEADLINE","fundingId":3,"message":"d"}
						""")
				.answerAll("POST /tasks/executions", 201, "17")
				.answer("GET /tasks/executions/17", 200,
						"{\"executionId\":17,\"exitCode\":0,\"endTime\":\"2026-11-23T08:31:28Z\"}");
			LocalPorts ports = ports(server.uri().getPort());
			Progress progress = new Progress(new PrintStream(OutputStream.nullOutputStream()));

			new SmokeTest(ports, scripts(ports).taskArguments(), progress).run(new StartupSteps(progress),
					new DataFlowClient(server.uri()), AddedTaskTests::freshDemoData);

			assertThat(server.requests())
				.anyMatch((request) -> request.matches("POST /tasks/executions\\?.*name=thank-you-task.*"))
				.anyMatch((request) -> request.startsWith("POST /tasks/executions?")
						&& request.contains("name=retention-task") && request.contains("--dry-run%3Dtrue"));
		}
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void isBuiltByTheLauncherScript() throws IOException, InterruptedException {
		Files.copy(Path.of("../../fundbell"), this.home.resolve("fundbell"));
		createFile(this.home.resolve("pom.xml"));
		createFile(this.home.resolve("streams/sse-sink/pom.xml"));
		createFile(this.home.resolve("tasks/thank-you-task/pom.xml"));
		Path mvnw = Files.writeString(this.home.resolve("mvnw"), "#!/bin/sh\necho \"$@\" >arguments\nexit 1\n");
		assertThat(mvnw.toFile().setExecutable(true)).isTrue();

		ProcessBuilder up = new ProcessBuilder("bash", this.home.resolve("fundbell").toString(), "up")
			.redirectErrorStream(true)
			.redirectOutput(this.home.resolve("output").toFile());
		up.environment().put("JAVA_HOME", System.getProperty("java.home"));
		up.environment().put("FUNDBELL_DIRECTORY", this.paths.directory().toString());
		assertThat(up.start().waitFor(1, TimeUnit.MINUTES)).isTrue();

		assertThat(this.home.resolve("arguments")).content()
			.contains("-pl dataflow/local,dataflow/server,streams/sse-sink,tasks/thank-you-task -am");
	}

	private static FreshDemoData freshDemoData() {
		return new FreshDemoData(new FreshCoupon(7, 1, "지민", LocalDate.parse("2026-11-24")),
				new FreshFundings(1, 2, 3));
	}

	private DefinitionScripts scripts(LocalPorts ports) {
		return LocalDefinitions.of(this.paths, ports, SEOUL);
	}

	private static LocalPorts ports(int sink) {
		return new LocalPorts(1, sink, 2, 3, 4, 5);
	}

	private void append(String script, String line) throws IOException {
		Files.writeString(this.paths.definitions().resolve(script), line + "\n", StandardOpenOption.APPEND);
	}

	private static void createFile(Path file) throws IOException {
		Files.createDirectories(file.getParent());
		Files.createFile(file);
	}

}
