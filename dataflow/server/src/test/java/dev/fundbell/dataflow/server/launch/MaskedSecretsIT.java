package dev.fundbell.dataflow.server.launch;

import java.util.List;

import dev.fundbell.dataflow.server.platform.LeapDay;
import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.platform.Rest;
import dev.fundbell.dataflow.server.platform.Tasks;
import dev.fundbell.dataflow.server.platform.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Secrets of definitions that are read and sent back. Where a request would store the
 * mask, nothing is stored.
 */
class MaskedSecretsIT {

	private final TestServer server = Platform.serverWithSkipper();

	private final Rest rest = this.server.rest();

	private final String task = new Tasks(this.server).define("masked-plain");

	@AfterEach
	void destroy() {
		List.of("masked-plain", "masked-first", "masked-again").forEach((name) -> {
			this.rest.delete("/tasks/definitions/{}", name);
			this.rest.delete("/streams/definitions/{}", name);
		});
		this.rest.delete("/apps/source/masked-app");
		this.rest.delete("/apps/sink/masked-sink");
	}

	@ParameterizedTest
	@ValueSource(strings = { "tasks", "streams" })
	void aDefinitionThatWasReadIsNotStoredWithItsMask(String kind) {
		this.rest.post("/apps/source/masked-app?uri=maven://a:b:1.0.0&force=true");
		this.rest.post("/apps/sink/masked-sink?uri=maven://a:b:1.0.0&force=true");
		String definition = kind.equals("tasks") ? "probe" : "masked-app | masked-sink";
		assertThat(define(kind, "masked-first", definition + " --my.password=hidden").status()).isLessThan(300);
		String shown = this.rest.get("/" + kind + "/definitions/masked-first").body().path("dslText").asText();
		assertThat(shown).contains("******").doesNotContain("hidden");
		Rest.Answer sentBack = define(kind, "masked-again", shown);
		assertThat(sentBack.status()).isEqualTo(400);
		assertThat(sentBack.error()).contains("my.password", "is how a secret is shown");
		assertThat(this.rest.get("/" + kind + "/definitions/masked-again").status()).isEqualTo(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST /streams/deployments/masked-first {\"app.masked-app.my.password\":\"******\"}",
			"POST /streams/deployments/update/masked-first {\"releaseName\":\"masked-first\",\"updateProperties\":{\"app.masked-app.my.password\":\"******\"}}",
			"POST /streams/definitions?name=masked-again&definition=a|b&deploy=true {\"app.a.my.password\":\"******\"}" })
	void aStreamIsNotDeployedWithAMask(String request) {
		String[] parts = request.split(" ", 3);
		Rest.Answer answer = this.rest.send(parts[0], parts[1].replace("|", "%7C"), parts[2]);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.error()).contains("my.password=******", "is how a secret is shown");
	}

	@Test
	void aTaskIsNotLaunchedWithAMask() {
		for (String values : List.of("arguments=--api-token=******", "properties=app.probe.my.password=******")) {
			Rest.Answer answer = this.rest.post("/tasks/executions?name={}&" + values, this.task);
			assertThat(answer.status()).as(values).isEqualTo(400);
			assertThat(answer.error()).contains("is how a secret is shown");
		}
		assertThat(this.rest
			.post("/tasks/schedules?scheduleName=masked&taskDefinitionName={}&arguments={}&properties={}", this.task,
					"--api-token=******", "scheduler.cron.expression=" + LeapDay.CRON)
			.error()).contains("is how a secret is shown");
	}

	@Test
	void theShellSaysWhyADefinitionIsRefused() {
		for (String command : List.of("task create --name masked-again --definition \"probe --my.password=******\"",
				"stream create --name masked-again --definition \"a --my.password=****** | b\"")) {
			assertThat(Platform.shell().run(command)).contains("is how a secret is shown");
		}
		assertThat(this.rest.get("/tasks/definitions/masked-again").status()).isEqualTo(404);
		assertThat(this.rest.get("/streams/definitions/masked-again").status()).isEqualTo(404);
	}

	private Rest.Answer define(String kind, String name, String definition) {
		return this.rest.send("POST", "/" + kind + "/definitions?name={}&definition={}", "{}", name, definition);
	}

}
