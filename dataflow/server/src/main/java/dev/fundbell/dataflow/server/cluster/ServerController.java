package dev.fundbell.dataflow.server.cluster;

import java.util.List;

import dev.fundbell.dataflow.server.InvalidRequestException;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** REST API of the servers that share the database. */
@RestController
@RequestMapping("/servers")
class ServerController {

	private final Servers servers;

	private final ServerList list;

	ServerController(Servers servers, ServerList list) {
		this.servers = servers;
		this.list = list;
	}

	/** Shows the servers, with the number of their executions. */
	@GetMapping
	List<ShownServer> list() {
		return this.list.all();
	}

	/** Has a server take no new launches. Those that it has taken run to their end. */
	@PostMapping("/{id}/drain")
	void drain(@PathVariable String id) {
		drain(id, true);
	}

	/** Has a server take launches again. */
	@PostMapping("/{id}/resume")
	void resume(@PathVariable String id) {
		drain(id, false);
	}

	private void drain(String id, boolean draining) {
		if (!this.servers.drain(id, draining)) {
			throw new InvalidRequestException(HttpStatus.NOT_FOUND, "There is no server '" + id + "' that is alive.");
		}
	}

}
