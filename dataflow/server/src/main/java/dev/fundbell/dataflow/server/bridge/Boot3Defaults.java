package dev.fundbell.dataflow.server.bridge;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import dev.fundbell.dataflow.server.execution.SchemaTarget;
import org.jspecify.annotations.Nullable;

/**
 * Default request parameters that mean "a Boot 3 or 4 app". Without them Data Flow looks
 * for executions in the tables of Boot 2 tasks and answers 404 for ours. Dashboard 3.2
 * and shell 2.5 never send them.
 */
final class Boot3Defaults {

	static final String SCHEMA_TARGET = "schemaTarget";

	static final String BOOT_VERSION = "bootVersion";

	private static final List<Rule> RULES = List.of(
			new Rule(null, Pattern.compile("/(tasks/executions|tasks/logs|jobs)(/.*)?"), SCHEMA_TARGET,
					SchemaTarget.BOOT3.id()),
			new Rule("POST", Pattern.compile("/apps/[^/]+/[^/]+(/[^/]+)?"), BOOT_VERSION, "3"));

	private Boot3Defaults() {
	}

	/**
	 * Returns the parameter to add to a request.
	 * @param method the HTTP method
	 * @param path the path without the context path
	 * @return parameter name and value; empty if the request needs none
	 */
	static Map<String, String> of(String method, String path) {
		return RULES.stream()
			.filter((rule) -> rule.matches(method, path))
			.findFirst()
			.map((rule) -> Map.of(rule.parameter(), rule.value()))
			.orElse(Map.of());
	}

	private record Rule(@Nullable String method, Pattern path, String parameter, String value) {

		boolean matches(String method, String path) {
			return (this.method == null || this.method.equals(method)) && this.path.matcher(path).matches();
		}

	}

}
