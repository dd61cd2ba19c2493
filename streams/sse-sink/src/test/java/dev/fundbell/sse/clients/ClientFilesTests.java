package dev.fundbell.sse.clients;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The files of the browser clients. */
class ClientFilesTests {

	private static final Path SOURCES = NpmProject.ROOT.resolve("clients/fundbell-client/src");

	@Test
	void sinkServesTheFilesOfThePackage() throws IOException {
		List<Path> modules = files(SOURCES, ".js");
		assertThat(modules).hasSizeGreaterThan(3);
		for (Path module : modules) {
			try (InputStream served = getClass()
				.getResourceAsStream("/static/notification-client/" + module.getFileName())) {
				assertThat(served).as(module.toString()).hasBinaryContent(Files.readAllBytes(module));
			}
		}
		assertThat(getClass().getResource("/static/notification-client/notification-client.d.ts")).isNull();
	}

	/** Each site has a registry of its own. */
	@Test
	void lockFilesNameNoRegistry() throws IOException {
		List<Path> locks = Stream.of("clients", "streams/sse-sink/src/test/clients")
			.map((folder) -> NpmProject.ROOT.resolve(folder).resolve("package-lock.json"))
			.filter(Files::exists)
			.toList();
		assertThat(locks).isNotEmpty();
		for (Path lock : locks) {
			assertThat(Files.readAllLines(lock)).noneMatch((line) -> line.contains("\"resolved\": \"http"))
				.anyMatch((line) -> line.contains("\"integrity\": \"sha512-"));
		}
	}

	private static List<Path> files(Path folder, String ending) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter((file) -> file.toString().endsWith(ending)).toList();
		}
	}

}
