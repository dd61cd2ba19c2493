package dev.fundbell.local.client;

import tools.jackson.databind.JsonNode;

/**
 * Execution of a task, as Data Flow's REST API shows it.
 *
 * @param id the execution's id
 * @param status {@code UNKNOWN} before it started, {@code RUNNING}, {@code COMPLETE} or
 * {@code ERROR}
 * @param ended whether it has ended
 * @param exitCode the process's exit code, 0 while it runs
 * @param message the reason for the exit code, or empty
 * @param externalId the launch id, which is the name of the log's directory
 */
public record TaskExecution(long id, String status, boolean ended, int exitCode, String message, String externalId) {

	static TaskExecution of(JsonNode json) {
		String message = json.path("exitMessage").asString("");
		return new TaskExecution(json.path("executionId").asLong(),
				json.path("taskExecutionStatus").asString("UNKNOWN"),
				!json.path("endTime").isMissingNode() && !json.path("endTime").isNull(), json.path("exitCode").asInt(0),
				message.isBlank() ? json.path("errorMessage").asString("") : message,
				json.path("externalExecutionId").asString(""));
	}

}
