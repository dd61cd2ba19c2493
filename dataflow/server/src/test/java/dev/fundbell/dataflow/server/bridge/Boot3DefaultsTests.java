package dev.fundbell.dataflow.server.bridge;

import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link Boot3Defaults}. */
class Boot3DefaultsTests {

	@ParameterizedTest
	@CsvSource({ "GET,/tasks/executions", "GET,/tasks/executions/7", "POST,/tasks/executions",
			"DELETE,/tasks/executions/7", "GET,/tasks/logs/probe-1", "GET,/jobs/executions/1", "PUT,/jobs/executions/1",
			"GET,/jobs/executions/1/steps/2", "GET,/jobs/instances", "GET,/jobs/thinexecutions" })
	void asksForBoot3TablesWhereExecutionsAreMeant(String method, String path) {
		assertThat(Boot3Defaults.of(method, path)).isEqualTo(Map.of("schemaTarget", "boot3"));
	}

	@ParameterizedTest
	@CsvSource({ "POST,/apps/task/probe", "POST,/apps/task/probe/0.1.0", "POST,/apps/sink/sse-sink" })
	void registersAppsForBoot3(String method, String path) {
		assertThat(Boot3Defaults.of(method, path)).isEqualTo(Map.of("bootVersion", "3"));
	}

	@ParameterizedTest
	@CsvSource({ "GET,/apps/task/probe", "POST,/apps", "GET,/tasks/definitions", "GET,/streams/definitions",
			"GET,/dashboard/index.html", "POST,/tasks/definitions", "GET,/tasks/executionsummary" })
	void leavesOtherRequestsAlone(String method, String path) {
		assertThat(Boot3Defaults.of(method, path)).isEmpty();
	}

}
