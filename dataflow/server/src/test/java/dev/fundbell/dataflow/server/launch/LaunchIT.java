package dev.fundbell.dataflow.server.launch;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fundbell.dataflow.server.platform.LeapDay;
import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.platform.Rest;
import dev.fundbell.dataflow.server.platform.Tasks;
import dev.fundbell.dataflow.server.platform.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Launches through all ways of asking for them. */
class LaunchIT {

	private static final String LINE = "--flag --lead-days 3 --note=\"a b c\" --n='한글\n😀' --z=1";

	private static final String[] ARGUMENTS = { "--flag", "--lead-days", "3", "--note=a b c", "--n=한글\n😀", "--z=1" };

	private final TestServer server = Platform.server();

	private final Rest rest = this.server.rest();

	private final Tasks tasks = new Tasks(this.server);

	@ParameterizedTest
	@ValueSource(strings = { "/tasks/executions", "/tasks/executions/launch" })
	void aTaskGetsTheArgumentsThatWereTyped(String path) {
		String task = this.tasks.define("launch-typed" + path.replace('/', '-'));
		Rest.Answer launched = this.rest.post(path + "?name={}&arguments={}", task, LINE);
		assertThat(launched.status()).as(launched.error()).isEqualTo(201);
		long id = launched.body().isNumber() ? launched.body().asLong() : launched.body().path("executionId").asLong();
		assertThat(arguments(this.tasks.awaitEnd(id))).startsWith(ARGUMENTS);
	}

	@Test
	void whatCannotBePassedIsRefusedAndLeavesNoExecution() {
		String task = this.tasks.define("launch-refused");
		for (String path : List.of("/tasks/executions", "/tasks/executions/launch")) {
			Rest.Answer refused = this.rest.post(path + "?name={}&arguments={}", task, "--note='a b");
			assertThat(refused.status()).isEqualTo(400);
			assertThat(refused.error()).contains("is not closed");
		}
		assertThat(this.rest.post("/tasks/executions?name={}&properties={}", task, "app.probe.a").error())
			.contains("is no property");
		assertThat(executions(task)).isZero();
	}

	@Test
	void propertiesAndVersionsOfALaunchAreItsOwn() {
		String task = this.tasks.define("launch-own");
		long first = launch(task,
				"app.probe.fundbell.probe.sleep=1ms,version.probe=0.1.0,deployer.probe.local.java-opts=-Dfirst=1");
		this.tasks.awaitEnd(first);
		long second = launch(task, "app.probe.x=y");
		assertThat(this.tasks.awaitEnd(second).path("deploymentProperties").toString()).contains("app.probe.x")
			.doesNotContain("sleep", "version.probe", "first");
		assertThat(this.tasks.log(second)).contains("runs for PT0S");
		assertThat(this.tasks.execution(first).path("deploymentProperties").toString()).contains("sleep");
	}

	@Test
	void aRestartedJobHasThePropertiesOfTheExecutionThatFailed() {
		String task = this.tasks.define("launch-restarted");
		long failed = launch(task, "app.probe.fundbell.probe.fail=true,app.probe.fundbell.probe.sleep=2ms");
		long job = this.tasks.awaitEnd(failed).at("/jobExecutionIds/0").asLong();
		this.tasks.awaitEnd(launch(task, "app.probe.fundbell.probe.sleep=1ms"));
		assertThat(this.rest.put("/jobs/executions/{}?restart=true", job).status()).isEqualTo(200);
		long restarted = this.rest.get("/tasks/executions?name={}&sort=TASK_EXECUTION_ID,desc", task)
			.body()
			.at("/_embedded/taskExecutionResourceList/0/executionId")
			.asLong();
		this.tasks.awaitEnd(restarted);
		assertThat(this.tasks.log(restarted)).contains("runs for PT0.002S");
	}

	@Test
	void aLaunchThatCannotStartEndsWithTheReason() {
		String task = this.tasks.define("launch-impossible");
		Rest.Answer refused = this.rest.post("/tasks/executions?name={}&properties={}", task,
				"deployer.probe.local.java-cmd=/nope/java");
		assertThat(refused.error()).contains("/nope/java");
		JsonNode execution = this.rest.get("/tasks/executions?name={}", task)
			.body()
			.at("/_embedded/taskExecutionResourceList/0");
		assertThat(execution.path("endTime").asText()).isNotEmpty();
		assertThat(execution.path("exitMessage").asText()).contains("The launch failed", "/nope/java");
		assertThat(execution.path("exitCode").asInt()).isOne();
	}

	@Test
	void aScheduleStoresTheArgumentsThatWereTyped() {
		this.tasks.define("launch-scheduled");
		assertThat(this.rest
			.post("/tasks/schedules?scheduleName=typed&taskDefinitionName=launch-scheduled&properties={}&arguments={}",
					"scheduler.cron.expression=" + LeapDay.CRON, LINE)
			.status()).isEqualTo(201);
		assertThat(stored("typed"))
			.isEqualTo("[\"--flag\",\"--lead-days\",\"3\",\"--note=a b c\",\"--n=한글\\n😀\",\"--z=1\"]");
		this.rest.put("/tasks/schedules/typed?arguments={}", "--a='b c'");
		assertThat(stored("typed")).isEqualTo("[\"--a=b c\"]");
		assertThat(this.rest.get("/tasks/schedules/typed").body().at("/scheduleProperties/arguments").asText())
			.isEqualTo("'--a=b c'");
		assertThat(this.rest.put("/tasks/schedules/typed?arguments={}", "--lead-days = 3").status()).isEqualTo(400);
		assertThat(stored("typed")).isEqualTo("[\"--a=b c\"]");
	}

	@Test
	void theShellsSchedulesKeepTheirArguments() {
		this.tasks.define("launch-from-shell");
		String created = Platform.shell()
			.run("task schedule create --name from-shell --definitionName launch-from-shell --expression \""
					+ LeapDay.CRON + "\" --arguments \"--lead-days 3 --x=1 --note='a b c' --debug\"");
		assertThat(created).contains("Created schedule 'from-shell'");
		assertThat(stored("from-shell")).isEqualTo("[\"--lead-days\",\"3\",\"--x=1\",\"--note=a b c\",\"--debug\"]");
	}

	private String stored(String schedule) {
		return this.server.jdbc()
			.queryForObject("SELECT arguments FROM fundbell_schedules WHERE name = ?", String.class, schedule);
	}

	private long launch(String task, String properties) {
		Rest.Answer launched = this.rest.post("/tasks/executions?name={}&properties={}", task, properties);
		assertThat(launched.status()).as(launched.error()).isEqualTo(201);
		return launched.body().asLong();
	}

	private int executions(String task) {
		return this.rest.get("/tasks/executions?name={}", task).body().at("/page/totalElements").asInt();
	}

	private static List<String> arguments(JsonNode execution) {
		List<String> arguments = new ArrayList<>();
		execution.path("arguments").forEach((argument) -> arguments.add(argument.asText()));
		return arguments;
	}

}
