package dev.fundbell.local.client;

import tools.jackson.databind.JsonNode;

/**
 * Data Flow server, as its REST API shows it.
 *
 * @param id its id, another one after each start
 * @param host its host
 * @param state alive, draining, drained or ended
 * @param beat when it last showed that it is alive
 * @param executions how many executions of it have no end
 * @param runs how many of them are runs of schedules
 * @param answering whether it has answered this request
 */
public record ServerView(String id, String host, String state, String beat, int executions, int runs,
		boolean answering) {

	static ServerView of(JsonNode json) {
		return new ServerView(json.path("id").asString(""), json.path("host").asString(""),
				json.path("state").asString(""), json.path("beat").asString(""), json.path("executions").asInt(0),
				json.path("runs").asInt(0), json.path("answering").asBoolean(false));
	}

}
