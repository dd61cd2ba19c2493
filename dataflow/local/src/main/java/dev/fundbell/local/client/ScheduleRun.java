package dev.fundbell.local.client;

import tools.jackson.databind.JsonNode;

/**
 * Run of a schedule, as the server's history shows it. Values that it does not have are
 * empty.
 *
 * @param due when it was due
 * @param kind what caused it, such as {@code scheduled} or {@code retry 1}
 * @param state its state, such as {@code succeeded}
 * @param execution the id of its execution
 * @param started when its launch began
 * @param ended when it ended
 * @param reason a sentence on its state
 */
public record ScheduleRun(String due, String kind, String state, String execution, String started, String ended,
		String reason) {

	static ScheduleRun of(JsonNode json) {
		return new ScheduleRun(text(json, "due"), kind(json), text(json, "state"), text(json, "execution"),
				text(json, "started"), text(json, "ended"), text(json, "reason"));
	}

	private static String kind(JsonNode json) {
		int retry = json.path("retry").asInt(0);
		return text(json, "kind") + ((retry > 0) ? " " + retry : "");
	}

	private static String text(JsonNode json, String name) {
		return json.path(name).isNull() ? "" : json.path(name).asString("");
	}

}
