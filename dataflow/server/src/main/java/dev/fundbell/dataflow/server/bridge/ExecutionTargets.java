package dev.fundbell.dataflow.server.bridge;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.fundbell.dataflow.server.InvalidRequestException;
import dev.fundbell.dataflow.server.execution.SchemaTarget;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Finder of the tables that hold the executions of which a request gives the ids. Boot 2
 * tasks and later ones count their executions separately, so that an id alone may mean
 * two, and older clients say no more.
 */
@Component
class ExecutionTargets {

	private static final List<Kind> KINDS = List.of(
			new Kind("/tasks/executions/(\\d{1,18}(?:,\\d{1,18})*)",
					"SELECT COUNT(*) FROM %TASK%EXECUTION WHERE TASK_EXECUTION_ID IN "),
			new Kind("/jobs/executions/(\\d{1,18})(?:/.*)?",
					"SELECT COUNT(*) FROM %BATCH%JOB_EXECUTION WHERE JOB_EXECUTION_ID IN "));

	private final JdbcTemplate jdbc;

	ExecutionTargets(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/** Tells whether a request gives ids of executions. */
	static boolean isMeant(String path) {
		return KINDS.stream().anyMatch((kind) -> kind.path.matcher(path).matches());
	}

	/**
	 * Finds the tables.
	 * @return the tables of Boot 3 unless those of Boot 2 alone have one of the ids
	 * @throws InvalidRequestException with a sentence if the request would change an
	 * execution and both have one
	 */
	SchemaTarget of(String method, String path) {
		for (Kind kind : KINDS) {
			Matcher ids = kind.path.matcher(path);
			if (ids.matches() && has(SchemaTarget.BOOT2, kind, ids.group(1))) {
				return choose(method, ids.group(1), has(SchemaTarget.BOOT3, kind, ids.group(1)));
			}
		}
		return SchemaTarget.BOOT3;
	}

	private static SchemaTarget choose(String method, String ids, boolean both) {
		if (both && !method.equals(HttpMethod.GET.name())) {
			throw new InvalidRequestException(HttpStatus.CONFLICT, "Both a Boot 2 task and a later one have execution "
					+ ids + ": add the parameter schemaTarget=boot2 or schemaTarget=boot3.");
		}
		return both ? SchemaTarget.BOOT3 : SchemaTarget.BOOT2;
	}

	private boolean has(SchemaTarget target, Kind kind, String ids) {
		Object[] values = Arrays.stream(ids.split(",")).map(Long::valueOf).toArray();
		String places = String.join(", ", Collections.nCopies(values.length, "?"));
		return Optional
			.ofNullable(this.jdbc.queryForObject(target.in(kind.count) + "(" + places + ")", Integer.class, values))
			.filter((count) -> count > 0)
			.isPresent();
	}

	private static final class Kind {

		private final Pattern path;

		private final String count;

		Kind(String path, String count) {
			this.path = Pattern.compile(path);
			this.count = count;
		}

	}

}
