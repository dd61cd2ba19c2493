package dev.fundbell.local.definition;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import dev.fundbell.local.client.DataFlowClient;
import dev.fundbell.local.client.HttpStub;
import dev.fundbell.servers.LocalServerException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DefinitionsTests {

	private static final String STREAMS = """
			{"_embedded":{"streamDefinitionResourceList":[
			 {"name":"push","dslText":":n > sse-sink"},{"name":"other","dslText":":n > my-sse-sink"}]}}""";

	private static final String SCHEDULE = "task schedule create --name morning --definitionName greet "
			+ "--expression \"0 9 * * *\" --properties \"scheduler.cron.time-zone=Asia/Seoul\"";

	private static final String CREATED_SCHEDULES = "/audit-records?operations=SCHEDULE&actions=CREATE&size=500&sort=id%2Casc";

	private static final String REGISTER = "POST /apps/sink/sse-sink?";

	@TempDir
	Path directory;

	@AutoClose
	private final HttpStub server = new HttpStub();

	@BeforeEach
	void registerApps() {
		for (String parameters : new String[] { "uri=file%3A%2F%2F%2Fs.jar&force=true",
				"force=true&uri=file%3A%2F%2F%2Fs.jar" }) {
			this.server.answer(REGISTER + parameters, 201, "");
		}
	}

	@Test
	void registersAnApp() throws Exception {
		apply("app register --name sse-sink --type sink --uri file:///s.jar --force true");

		assertThat(this.server.requests()).hasSize(2).last().asString().startsWith(REGISTER);
	}

	@Test
	void registersTheExtractedFormOfAnApp() throws Exception {
		this.server.answerAll(REGISTER, 201, "");

		apply(registration(extractedApp()));

		assertThat(this.server.requests()).last().asString().contains("app%2Fapp.jar");
	}

	@Test
	void registersAnAppAgainThatHasMoved() throws Exception {
		this.server.answer("GET /apps/sink/sse-sink", 200, "{\"uri\":\"file:///old.jar\",\"version\":\"0.1.0\"}")
			.answer("GET /streams/definitions?size=1000", 200, STREAMS)
			.answer("DELETE /streams/definitions/push", 200, "")
			.answer("DELETE /apps/sink/sse-sink/0.1.0", 200, "");
		for (String parameters : new String[] { "name=push&definition=%3An+%3E+sse-sink",
				"definition=%3An+%3E+sse-sink&name=push" }) {
			this.server.answer("POST /streams/definitions?" + parameters, 201, "");
		}

		apply("app register --name sse-sink --type sink --uri file:///s.jar --force true");

		assertThat(this.server.requests()).hasSize(6);
		assertThat(this.server.requests().subList(2, 4)).containsExactly("DELETE /streams/definitions/push",
				"DELETE /apps/sink/sse-sink/0.1.0");
		assertThat(this.server.requests().get(4)).startsWith(REGISTER);
		assertThat(this.server.requests().get(5)).startsWith("POST /streams/definitions?");
	}

	@Test
	void leavesADefinitionThatIsTheSame() throws Exception {
		this.server.answer("GET /tasks/definitions/greet", 200, "{\"dslText\":\"greet\"}");

		apply("task create --name greet --definition \"greet\"");

		assertThat(this.server.requests()).containsExactly("GET /tasks/definitions/greet");
	}

	@Test
	void createsAScheduleThatWasNeverThere() throws Exception {
		this.server.answer("GET /tasks/definitions/greet", 200, "{\"dslText\":\"greet\"}")
			.answer("GET " + CREATED_SCHEDULES + "&page=0", 200, created("others", 2))
			.answer("GET " + CREATED_SCHEDULES + "&page=1", 200, created("others-too", 2))
			.answer("POST /tasks/schedules?scheduleName=morning&taskDefinitionName=greet"
					+ "&properties=scheduler.cron.expression%3D0+9+*+*+*%2Cscheduler.cron.time-zone%3DAsia%2FSeoul&arguments=",
					201, "");

		apply(SCHEDULE);

		assertThat(this.server.requests()).last().asString().startsWith("POST /tasks/schedules?scheduleName=morning");
	}

	@Test
	void leavesAScheduleAsItsOperatorsHaveIt() throws Exception {
		this.server.answer("GET /tasks/definitions/greet", 200, "{\"dslText\":\"greet\"}")
			.answer("GET /tasks/schedules/morning", 200, "{\"scheduleName\":\"morning\"}");

		apply(SCHEDULE);

		assertThat(this.server.requests()).allMatch((request) -> request.startsWith("GET "));
	}

	@Test
	void doesNotBringBackAScheduleThatWasDeleted() throws Exception {
		this.server.answer("GET /tasks/definitions/greet", 200, "{\"dslText\":\"greet\"}")
			.answer("GET " + CREATED_SCHEDULES + "&page=0", 200, created("morning", 1));

		apply(SCHEDULE);

		assertThat(this.server.requests()).hasSize(3).allMatch((request) -> request.startsWith("GET "));
	}

	@Test
	void leavesOutAScheduleWithoutItsTask() throws Exception {
		assertThat(apply(SCHEDULE).skippedSchedules()).containsExactly("morning");
	}

	@Test
	void keepsTheSchedulesOfATaskWhoseDefinitionHasChanged() throws Exception {
		this.server.answer("GET /tasks/definitions/greet", 200, "{\"dslText\":\"old\"}")
			.answer("GET /tasks/schedules/instances/greet", 200, """
					{"_embedded":{"scheduleInfoResourceList":[{"scheduleName":"morning","taskDefinitionName":"greet",
					 "scheduleProperties":{"spring.cloud.scheduler.cron.expression":"@daily","paused":"true",
					 "next-run":"2026-11-24T00:00:00Z","scheduler.overlap":"queue","arguments":"--a=b"}}]}}""")
			.answer("DELETE /tasks/definitions/greet", 200, "")
			.answer("POST /tasks/schedules?scheduleName=morning&taskDefinitionName=greet&properties="
					+ "scheduler.cron.expression%3D%40daily%2Cscheduler.overlap%3Dqueue&arguments=--a%3Db", 201, "")
			.answer("POST /tasks/schedules/morning/pause", 200, "");
		for (String parameters : new String[] { "name=greet&definition=greet", "definition=greet&name=greet" }) {
			this.server.answer("POST /tasks/definitions?" + parameters, 200, "");
		}

		apply("task create --name greet --definition \"greet\"");

		assertThat(this.server.requests()).last().isEqualTo("POST /tasks/schedules/morning/pause");
	}

	private static String created(String schedule, int pages) {
		return "{\"_embedded\":{\"auditRecordResourceList\":[{\"correlationId\":\"" + schedule
				+ "\"}]},\"page\":{\"totalPages\":" + pages + "}}";
	}

	@Test
	void leavesAStreamThatIsDeployed() throws Exception {
		this.server.answer("GET /streams/definitions/push", 200, "{\"status\":\"deployed\"}");

		apply("stream deploy --name push --propertiesFile p.properties");

		assertThat(this.server.requests()).containsExactly("GET /streams/definitions/push");
	}

	@Test
	void deploysAStreamAgainThatHasFailed() throws Exception {
		Files.writeString(this.directory.resolve("p.properties"), "app.sse-sink.server.port=${PORT}\n");
		this.server.answer("GET /streams/definitions/push", 200, "{\"status\":\"failed\"}")
			.answer("DELETE /streams/deployments/push", 200, "")
			.answer("POST /streams/deployments/push", 201, "");

		apply("stream deploy --name push --propertiesFile " + this.directory.resolve("p.properties"));

		assertThat(this.server.requests()).endsWith("DELETE /streams/deployments/push",
				"POST /streams/deployments/push {\"app.sse-sink.server.port\":\"8081\"}");
	}

	@Test
	void deploysAStreamWithThePropertiesThatItsCallerMakes() throws Exception {
		Path file = Files.writeString(this.directory.resolve("p.properties"), "app.sse-sink.server.port=${PORT}\n");
		Files.writeString(this.directory.resolve("script.shell"), "stream deploy --name push --propertiesFile " + file);
		this.server.answer("GET /streams/definitions/push", 200, "{\"status\":\"undeployed\"}")
			.answer("POST /streams/deployments/push", 201, "");

		new Definitions(new DataFlowClient(this.server.uri()),
				new DefinitionScripts(this.directory, Map.of("PORT", "8081")),
				(properties) -> Map.of("made of", properties.toString()))
			.apply("script.shell");

		assertThat(this.server.requests()).last()
			.isEqualTo("POST /streams/deployments/push {\"made of\":\"{app.sse-sink.server.port=8081}\"}");
	}

	@Test
	void undeploysAStreamFirstWhoseAppsDiedWithSkipper() throws Exception {
		Files.createFile(this.directory.resolve("p.properties"));
		this.server.answer("GET /streams/definitions/push", 200, "{\"status\":\"undeployed\"}")
			.answer("GET /runtime/streams/push", 200, """
					{"_embedded":{"streamStatusResourceList":[{"applications":{"_embedded":
					 {"appStatusResourceList":[{"state":"unknown"}]}}}]}}""")
			.answer("DELETE /streams/deployments/push", 200, "")
			.answer("POST /streams/deployments/push", 201, "");

		apply("stream deploy --name push --propertiesFile " + this.directory.resolve("p.properties"));

		assertThat(this.server.requests()).endsWith("DELETE /streams/deployments/push",
				"POST /streams/deployments/push {}");
	}

	@Test
	void saysWhatDataFlowRefusedAndWhy() {
		this.server.answer("GET /streams/definitions/push", 200, "{\"status\":\"undeployed\"}")
			.answer("POST /streams/deployments/push", 409,
					"{\"_embedded\":{\"errors\":[{\"message\":\"It is busy\"}]}}");

		assertThatExceptionOfType(LocalServerException.class)
			.isThrownBy(() -> apply("stream deploy --name push --propertiesFile "
					+ Files.createFile(this.directory.resolve("empty.properties"))))
			.withMessage("Data Flow refuses POST /streams/deployments/push (409): It is busy");
	}

	@Test
	void namesTheLineOfACommandThatItDoesNotKnow() {
		assertThatExceptionOfType(LocalServerException.class).isThrownBy(() -> apply("app destroy --name x"))
			.withMessageContaining("script.shell line 1: `app destroy` is not among");
	}

	private static String registration(Path app) {
		return "app register --name sse-sink --type sink --uri " + app.toUri() + " --force true";
	}

	private Path extractedApp() throws Exception {
		Path directory = Files.createDirectory(this.directory.resolve("app"));
		Files.createFile(directory.resolve("app.jar"));
		Files.createFile(directory.resolve("contents"));
		return Files.createFile(this.directory.resolve("app.jar"));
	}

	private Definitions apply(String line) throws Exception {
		Files.writeString(this.directory.resolve("script.shell"), line);
		Definitions definitions = new Definitions(new DataFlowClient(this.server.uri()),
				new DefinitionScripts(this.directory, Map.of("PORT", "8081")));
		definitions.apply("script.shell");
		return definitions;
	}

}
