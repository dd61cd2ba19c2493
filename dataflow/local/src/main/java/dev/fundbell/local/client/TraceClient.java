package dev.fundbell.local.client;

import java.util.Map;

import dev.fundbell.servers.LocalServerException;
import tools.jackson.databind.JsonNode;

/**
 * Client of the server's traces of notifications. A refused request fails with the
 * server's own sentence.
 */
public final class TraceClient {

	private final DataFlowClient client;

	public TraceClient(DataFlowClient client) {
		this.client = client;
	}

	/**
	 * How a notification was created, and how far it has come.
	 */
	public JsonNode notification(long id) {
		return get("/traces/notifications/" + id, Map.of());
	}

	/**
	 * A user with the latest notifications.
	 * @param limit how many
	 */
	public JsonNode user(long id, int limit) {
		return get("/traces/users/" + id, Map.of("limit", Integer.toString(limit)));
	}

	private JsonNode get(String path, Map<String, String> parameters) {
		try {
			return this.client.send("GET", path, parameters, "");
		}
		catch (RefusedException ex) {
			throw new LocalServerException(ex.reason(), ex);
		}
	}

}
