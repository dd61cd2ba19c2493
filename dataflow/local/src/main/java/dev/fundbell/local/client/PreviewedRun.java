package dev.fundbell.local.client;

import tools.jackson.databind.JsonNode;

/**
 * Run that a schedule would have.
 *
 * @param time when it would be due, in the schedule's zone
 * @param arguments the task's arguments, as a line
 */
public record PreviewedRun(String time, String arguments) {

	static PreviewedRun of(JsonNode json) {
		return new PreviewedRun(json.path("local").asString(""), json.path("arguments").asString(""));
	}

}
