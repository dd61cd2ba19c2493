package dev.fundbell.sse.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The packages of {@code clients/}, as npm tests, packs and installs them. */
class ClientPackagesIT {

	private static final JsonMapper JSON = new JsonMapper();

	private static NpmProject clients;

	@BeforeAll
	static void install() {
		clients = NpmProject.clients();
	}

	/** Their tests in Node, and their type declarations. */
	@Test
	void passTheirOwnTests() {
		assertThat(clients.npm("test")).containsPattern("# fail 0").doesNotContainPattern("# tests 0");
	}

	@Test
	void haveFundbellsVersion() throws IOException {
		for (String name : List.of("fundbell-client", "react")) {
			JsonNode description = JSON.readTree(Files.readString(clients.path(name).resolve("package.json")));
			assertThat(description.get("version").asString()).as(name)
				.isEqualTo(System.getProperty("fundbell.version"));
		}
	}

	/** The archives stay in the build's folder, for those who publish them. */
	@Test
	void arePackedWithWhatAFrontEndNeedsAndNoMore(@TempDir Path frontEnd) throws IOException {
		Path archives = Files.createDirectories(Path.of("target/packages")).toAbsolutePath();
		JsonNode packed = JSON.readTree(clients.npm("pack", "--silent", "--workspace", "fundbell-client", "--workspace",
				"fundbell-react", "--json", "--pack-destination", archives.toString()));
		assertThat(packed).hasSize(2);
		for (JsonNode each : packed) {
			assertThat(each.get("files").valueStream().map((file) -> file.get("path").asString()))
				.contains("package.json", "README.md")
				.allMatch((file) -> file.matches("package\\.json|README\\.md|src/[a-z-]+(\\.d\\.ts|\\.js)"))
				.anyMatch((file) -> file.endsWith(".d.ts"));
		}
		Files.writeString(frontEnd.resolve("package.json"), "{\"private\":true,\"type\":\"module\"}");
		String archive = "fundbell-client-" + System.getProperty("fundbell.version") + ".tgz";
		Programs.run(frontEnd, Programs.npm(), "install", "--offline", "--no-audit",
				archives.resolve(archive).toString());
		assertThat(Programs.run(frontEnd, Programs.node(), "--input-type=module", "--eval",
				"import * as client from 'fundbell-client'; console.log(Object.keys(client).join())"))
			.isEqualToIgnoringNewLines("HttpError,NotificationClient");
	}

}
