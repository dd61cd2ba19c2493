package dev.fundbell.dataflow.server.security;

import java.util.Map;

import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.platform.Rest;
import dev.fundbell.dataflow.server.platform.Shell;
import dev.fundbell.dataflow.server.platform.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

import static org.assertj.core.api.Assertions.assertThat;

/** A server with users. */
class SecurityIT {

	private static TestServer server;

	@BeforeAll
	static void start() {
		server = Platform.anotherServer("secured",
				Map.of("fundbell.security.users.viewer.password", hash("view-it"),
						"fundbell.security.users.viewer.roles", "VIEW", "fundbell.security.users.planner.password",
						hash("plan-it"), "fundbell.security.users.planner.roles", "VIEW,CREATE,SCHEDULE"));
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	private static String hash(String password) {
		return "{bcrypt}" + new BCryptPasswordEncoder(4).encode(password);
	}

	@Test
	void nobodyGetsInWithoutSigningIn() {
		assertThat(server.rest().get("/tasks/definitions").status()).isEqualTo(401);
		assertThat(server.rest().get("/dashboard/index.html").status()).isEqualTo(401);
		assertThat(server.rest().get("/about").status()).isEqualTo(401);
		assertThat(server.rest().get("/schedules/").status()).isEqualTo(401);
		assertThat(server.rest().get("/schedules/page/app.js").status()).isEqualTo(401);
		assertThat(server.rest().as("viewer", "wrong").get("/tasks/definitions").status()).isEqualTo(401);
		assertThat(server.rest().get("/management/health").status()).isEqualTo(200);
	}

	@Test
	void eachRoleMayDoWhatDataFlowsRulesSay() {
		Rest viewer = server.rest().as("viewer", "view-it");
		Rest planner = server.rest().as("planner", "plan-it");
		assertThat(viewer.get("/tasks/definitions").status()).isEqualTo(200);
		assertThat(viewer.get("/dashboard/index.html").status()).isEqualTo(200);
		assertThat(viewer.get("/security/info").body().path("roles").toString()).isEqualTo("[\"ROLE_VIEW\"]");
		assertThat(viewer.post("/apps/task/app?uri=maven://a:b:1.0.0").status()).isEqualTo(403);
		assertThat(planner.post("/apps/task/app?uri=maven://a:b:1.0.0").status()).isEqualTo(201);
		assertThat(planner.post("/tasks/definitions?name=task&definition=app").status()).isEqualTo(200);
		assertThat(planner.post("/tasks/executions?name=task").status()).isEqualTo(403);
		assertThat(planner.delete("/tasks/definitions/task").status()).isEqualTo(403);
	}

	@Test
	void schedulesNeedTheirRoleInOurRequestsToo() {
		Rest viewer = server.rest().as("viewer", "view-it");
		Rest planner = server.rest().as("planner", "plan-it");
		for (String request : new String[] { "POST /tasks/schedules/x/pause", "POST /tasks/schedules/x/run",
				"PUT /tasks/schedules/x", "DELETE /tasks/schedules/x" }) {
			String[] parts = request.split(" ");
			assertThat(viewer.send(parts[0], parts[1], "").status()).as(request).isEqualTo(403);
			assertThat(planner.send(parts[0], parts[1], "").status()).as(request).isNotEqualTo(403);
		}
		assertThat(viewer.get("/tasks/schedules/x/runs").status()).isEqualTo(404);
		assertThat(viewer.get("/servers").status()).isEqualTo(200);
		assertThat(planner.post("/servers/x/drain").status()).as("for who manages").isEqualTo(403);
		assertThat(viewer.get("/tasks/schedules/preview?properties={}", "scheduler.cron.expression=@daily").status())
			.isEqualTo(200);
	}

	@Test
	void tracesNeedASignInAndSayWhereTheServicesDatabaseIsNotSeen() {
		assertThat(server.rest().get("/traces/notifications/1").status()).isEqualTo(401);
		assertThat(server.rest().get("/support/").status()).isEqualTo(401);
		Rest.Answer answer = server.rest().as("viewer", "view-it").get("/traces/notifications/1");
		assertThat(answer.status()).isEqualTo(501);
		assertThat(answer.error()).startsWith("This server does not see the service's database");
		assertThat(server.jdbc()
			.queryForList("SELECT created_by FROM audit_records WHERE correlation_id = 'trace of notification 1'",
					String.class))
			.containsExactly("viewer");
	}

	/**
	 * A browser sends a password only below the place where it was asked for it.
	 */
	@Test
	void thePageIsAskedForThePasswordAtTheRoot() {
		assertThat(server.rest().get("/").status()).isEqualTo(401);
		assertThat(server.rest().as("viewer", "view-it").get("/").status()).isEqualTo(200);
		assertThat(server.rest().as("viewer", "view-it").get("/schedules/").status()).isEqualTo(200);
	}

	@Test
	void theShellSignsIn() {
		try (Shell viewer = new Shell(server, "viewer", "view-it");
				Shell stranger = new Shell(server, "viewer", "wrong")) {
			assertThat(viewer.run("task list")).contains("Successfully targeted");
			assertThat(stranger.run("task list")).doesNotContain("Successfully targeted");
		}
	}

}
