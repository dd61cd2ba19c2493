package dev.fundbell.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The names of the images that the profile {@code images} builds: those under which the
 * definitions register the apps, where APPS is a registry.
 */
class ImagesTests {

	private static final Pattern REGISTERED = Pattern.compile("--uri \\$\\{APPS}/(\\S+)\\$\\{APP_SUFFIX}");

	private static final List<String> SERVERS = List.of("dataflow/server", "dataflow/skipper");

	@Test
	void everyRegisteredAppHasAnImageOfItsName() throws IOException {
		List<String> apps = REGISTERED
			.matcher(Files.readString(Jars.PROJECT.resolve("dataflow/definitions/apps.shell")))
			.results()
			.map((line) -> line.group(1))
			.toList();

		assertThat(apps).isNotEmpty().allSatisfy((app) -> assertThat(imageOf(app)).isEqualTo(app));
	}

	@Test
	void everyServerHasAnImage() throws IOException {
		for (String server : SERVERS) {
			assertThat(imageOf(server)).isEqualTo(server);
		}
		assertThat(imageOf("dataflow/local")).isEqualTo("dataflow/define");
	}

	static String imageOf(String module) throws IOException {
		Path pom = Jars.PROJECT.resolve(module).resolve("pom.xml");
		String text = Files.readString(pom);
		assertThat(text).as(pom.toString()).contains("<jib.skip>false</jib.skip>");
		return value(text, "image.name").replace("${project.artifactId}", module.substring(module.indexOf('/') + 1));
	}

	private static String value(String pom, String property) {
		return Pattern.compile("<" + Pattern.quote(property) + ">([^<]*)<")
			.matcher(pom)
			.results()
			.map((MatchResult found) -> found.group(1))
			.findFirst()
			.orElse("");
	}

}
