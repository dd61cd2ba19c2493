package dev.fundbell.dataflow.server.security;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;

import dev.fundbell.dataflow.authorization.AuthorizationServer;
import dev.fundbell.dataflow.server.platform.Rest;
import dev.fundbell.dataflow.server.platform.SecuredUsers;
import dev.fundbell.dataflow.server.platform.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server with OAuth2: it gives the same requests to the same roles as one with HTTP
 * Basic.
 */
class OAuth2IT {

	private static final List<String> LOOKS = List.of("/about", "/tasks/definitions", "/tasks/executions",
			"/tasks/schedules", "/tasks/schedules/x/runs",
			"/tasks/schedules/preview?properties=scheduler.cron.expression%3D@daily", "/servers",
			"/traces/notifications/1", "/schedules/", "/support/", "/audit-records", "/management/metrics");

	/** Of things that do not exist. */
	private static final List<String> CHANGES = List.of("POST /tasks/schedules/x/pause",
			"POST /tasks/schedules/x/resume", "POST /tasks/schedules/x/run",
			"POST /tasks/schedules/x/backfill?from=x&to=x", "PUT /tasks/schedules/x", "POST /tasks/schedules/*/pause",
			"DELETE /tasks/schedules/x", "POST /servers/x/drain", "POST /servers/x/resume",
			"POST /apps/task/x?uri=none:none", "DELETE /apps/task/x/1.0.0",
			"POST /tasks/definitions?name=x&definition=x", "DELETE /tasks/definitions/x",
			"POST /tasks/executions?name=x", "POST /tasks/executions/99", "DELETE /tasks/executions/99?action=CLEANUP");

	private final AuthorizationServer issuer = OAuth2Platform.issuer();

	private final TestServer server = OAuth2Platform.server();

	@ParameterizedTest
	@EnumSource
	void aRoleMayDoWhatItMayDoWithHttpBasic(SecuredUsers user) {
		Rest basic = user.rest();
		Rest oauth2 = this.server.rest().withToken(this.issuer.token(user.roles()));
		requests().forEach((request) -> {
			String[] parts = request.split(" ");
			assertThat(oauth2.send(parts[0], parts[1], "").status()).as("%s as %s", request, user)
				.isEqualTo(basic.send(parts[0], parts[1], "").status());
		});
		assertThat(oauth2.get("/security/info").body().path("roles"))
			.containsExactlyInAnyOrderElementsOf(basic.get("/security/info").body().path("roles"));
	}

	@Test
	void nobodyGetsInWithoutAToken() {
		Stream.of("/tasks/schedules", "/tasks/schedules/x/runs", "/servers", "/traces/notifications/1")
			.forEach((path) -> {
				assertThat(this.server.rest().get(path).status()).as(path).isEqualTo(401);
				assertThat(this.server.rest().withToken("x.y.z").get(path).status()).as(path).isEqualTo(401);
			});
	}

	@Test
	void probesNeedNoToken() {
		assertThat(this.server.rest().get("/management/health/liveness").status()).isEqualTo(200);
		assertThat(this.server.rest().get("/management/health/readiness").status()).isEqualTo(200);
	}

	/** A browser would open a dialog for a password. */
	@Test
	void aProgramIsAskedForAPasswordAndAPageIsNot() throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.server.url() + "/tasks/schedules"))
			.header("Accept", "application/json");
		assertThat(challenge(request)).startsWith("Basic");
		assertThat(challenge(request.header("Sec-Fetch-Mode", "cors"))).isEmpty();
	}

	private static String challenge(HttpRequest.Builder request) throws Exception {
		HttpResponse<Void> answer = HttpClient.newHttpClient()
			.send(request.build(), HttpResponse.BodyHandlers.discarding());
		assertThat(answer.statusCode()).isEqualTo(401);
		return answer.headers().firstValue("WWW-Authenticate").orElse("");
	}

	private static Stream<String> requests() {
		return Stream.concat(LOOKS.stream().map("GET "::concat), CHANGES.stream());
	}

}
