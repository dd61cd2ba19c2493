package dev.fundbell.dataflow.server.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.platform.Rest;
import dev.fundbell.dataflow.server.platform.SecuredUsers;
import dev.fundbell.dataflow.server.platform.Shell;
import dev.fundbell.dataflow.server.platform.TestServer;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/** A server with users. */
class SecurityIT {

	private static final Path DEPLOYMENT = Path.of("../kubernetes/base/dataflow/deployment.yaml").toAbsolutePath();

	private final TestServer server = Platform.secured();

	private final Rest viewer = SecuredUsers.VIEWER.rest();

	private final Rest planner = SecuredUsers.PLANNER.rest();

	@Test
	void nobodyGetsInWithoutSigningIn() {
		assertThat(this.server.rest().get("/tasks/definitions").status()).isEqualTo(401);
		assertThat(this.server.rest().get("/dashboard/index.html").status()).isEqualTo(401);
		assertThat(this.server.rest().get("/about").status()).isEqualTo(401);
		assertThat(this.server.rest().get("/sign-in.js").status()).isEqualTo(401);
		assertThat(this.server.rest().get("/schedules/").status()).isEqualTo(401);
		assertThat(this.server.rest().get("/schedules/page/app.js").status()).isEqualTo(401);
		assertThat(this.server.rest().as(SecuredUsers.VIEWER.user(), "wrong").get("/tasks/definitions").status())
			.isEqualTo(401);
		assertThat(this.server.rest().get("/management/health").status()).isEqualTo(200);
	}

	/** Kubernetes has no user, and would never let such a server have requests. */
	@Test
	void theProbesOfItsPodNeedNoSignIn() throws IOException {
		Object deployment = new Yaml().load(Files.readString(DEPLOYMENT));
		List<String> paths = new ObjectMapper().valueToTree(deployment)
			.findValues("httpGet")
			.stream()
			.map((probe) -> probe.path("path").asText())
			.collect(Collectors.toList());
		assertThat(paths).hasSize(3).allSatisfy((path) -> {
			Rest.Answer answer = this.server.rest().get(path);
			assertThat(answer.status()).as(path).isEqualTo(200);
			assertThat(answer.body()).as("no details").hasSize(1);
		});
	}

	@Test
	void passwordsCannotBeGuessed() {
		Rest guesser = this.server.rest().as("guessed", "wrong");
		for (int guess = 0; guess < 20; guess++) {
			assertThat(guesser.get("/about").status()).isEqualTo(401);
		}
		assertThat(guesser.get("/about").status()).isEqualTo(429);
		assertThat(this.viewer.get("/about").status()).as("another user").isEqualTo(200);
	}

	@Test
	void eachRoleMayDoWhatDataFlowsRulesSay() {
		assertThat(this.viewer.get("/tasks/definitions").status()).isEqualTo(200);
		assertThat(this.viewer.get("/dashboard/index.html").status()).isEqualTo(200);
		assertThat(this.viewer.get("/security/info").body().path("roles").toString()).isEqualTo("[\"ROLE_VIEW\"]");
		assertThat(this.viewer.post("/apps/task/app?uri=maven://a:b:1.0.0").status()).isEqualTo(403);
		assertThat(this.planner.post("/apps/task/app?uri=maven://a:b:1.0.0").status()).isEqualTo(201);
		assertThat(this.planner.post("/tasks/definitions?name=task&definition=app").status()).isEqualTo(200);
		assertThat(this.planner.post("/tasks/executions?name=task").status()).isEqualTo(403);
		assertThat(this.planner.delete("/tasks/definitions/task").status()).isEqualTo(403);
	}

	@Test
	void schedulesNeedTheirRoleInOurRequestsToo() {
		for (String request : new String[] { "POST /tasks/schedules/x/pause", "POST /tasks/schedules/x/run",
				"PUT /tasks/schedules/x", "DELETE /tasks/schedules/x" }) {
			String[] parts = request.split(" ");
			assertThat(this.viewer.send(parts[0], parts[1], "").status()).as(request).isEqualTo(403);
			assertThat(this.planner.send(parts[0], parts[1], "").status()).as(request).isNotEqualTo(403);
		}
		assertThat(this.viewer.get("/tasks/schedules/x/runs").status()).isEqualTo(404);
		assertThat(this.viewer.get("/servers").status()).isEqualTo(200);
		assertThat(this.planner.post("/servers/x/drain").status()).as("for who manages").isEqualTo(403);
		assertThat(
				this.viewer.get("/tasks/schedules/preview?properties={}", "scheduler.cron.expression=@daily").status())
			.isEqualTo(200);
	}

	@Test
	void tracesNeedASignInAndSayWhereTheServicesDatabaseIsNotSeen() {
		assertThat(this.server.rest().get("/traces/notifications/1").status()).isEqualTo(401);
		assertThat(this.server.rest().get("/support/").status()).isEqualTo(401);
		Rest.Answer answer = this.viewer.get("/traces/notifications/1");
		assertThat(answer.status()).isEqualTo(501);
		assertThat(answer.error()).startsWith("This server does not see the service's database");
		assertThat(this.server.jdbc()
			.queryForList("SELECT created_by FROM audit_records WHERE correlation_id = 'trace of notification 1'",
					String.class))
			.contains(SecuredUsers.VIEWER.user());
	}

	/**
	 * A browser sends a password only below the place where it was asked for it.
	 */
	@Test
	void thePageIsAskedForThePasswordAtTheRoot() {
		assertThat(this.server.rest().get("/").status()).isEqualTo(401);
		assertThat(this.viewer.get("/").status()).isEqualTo(200);
		assertThat(this.viewer.get("/schedules/").status()).isEqualTo(200);
	}

	@Test
	void theShellSignsIn() {
		try (Shell viewer = new Shell(this.server, SecuredUsers.VIEWER.user(), SecuredUsers.VIEWER.password());
				Shell stranger = new Shell(this.server, SecuredUsers.VIEWER.user(), "wrong")) {
			assertThat(viewer.run("task list")).contains("Successfully targeted");
			assertThat(stranger.run("task list")).doesNotContain("Successfully targeted");
		}
	}

}
