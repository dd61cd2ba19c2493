package dev.fundbell.local.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.fundbell.servers.LocalServerException;
import tools.jackson.databind.JsonNode;

/**
 * Client of the list of Data Flow servers that share a database. A refused request fails
 * with the server's own sentence.
 */
public final class ServersClient {

	private static final String SERVERS = "/servers";

	private final DataFlowClient client;

	public ServersClient(DataFlowClient client) {
		this.client = client;
	}

	public List<ServerView> list() {
		List<ServerView> servers = new ArrayList<>();
		send("GET", SERVERS).forEach((json) -> servers.add(ServerView.of(json)));
		return servers;
	}

	public Optional<ServerView> find(String id) {
		return list().stream().filter((server) -> server.id().equals(id)).findFirst();
	}

	/**
	 * Has a server take no new launches.
	 */
	public void drain(String id) {
		send("POST", SERVERS + "/" + DataFlowClient.path(id) + "/drain");
	}

	/**
	 * Has a server take launches again.
	 */
	public void resume(String id) {
		send("POST", SERVERS + "/" + DataFlowClient.path(id) + "/resume");
	}

	private JsonNode send(String method, String path) {
		try {
			return this.client.send(method, path, Map.of(), "");
		}
		catch (RefusedException ex) {
			throw new LocalServerException(ex.reason(), ex);
		}
	}

}
