package dev.fundbell.local.dataflow;

import tools.jackson.databind.JsonNode;

/**
 * One launch of a task, as Data Flow shows it.
 *
 * @param id the execution's id
 * @param status {@code UNKNOWN} before it started, {@code RUNNING}, {@code COMPLETE} or
 * {@code ERROR}
 * @param ended whether it has
 * @param exitCode of the process, 0 while it runs
 * @param message why it ended as it did, or empty
 * @param externalId names the process, and its log
 */
public record TaskRun(long id, String status, boolean ended, int exitCode, String message, String externalId) {

	static TaskRun of(JsonNode json) {
		String message = json.path("exitMessage").asString("");
		return new TaskRun(json.path("executionId").asLong(), json.path("taskExecutionStatus").asString("UNKNOWN"),
				!json.path("endTime").isMissingNode() && !json.path("endTime").isNull(), json.path("exitCode").asInt(0),
				message.isBlank() ? json.path("errorMessage").asString("") : message,
				json.path("externalExecutionId").asString(""));
	}

}
