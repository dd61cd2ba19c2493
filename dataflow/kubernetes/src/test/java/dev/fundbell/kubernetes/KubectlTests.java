package dev.fundbell.kubernetes;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Manifests as the tests read them, compared with kubectl's own kustomize, where there is
 * a kubectl.
 */
class KubectlTests {

	@ParameterizedTest
	@EnumSource(names = { "DEV", "PRODUCTION" })
	void kubectlPutsTheSameTogether(Overlays overlay) throws Exception {
		Process kubectl = new ProcessBuilder(kubectl(), "kustomize", overlay.path().toString())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		String text = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
			.replaceAll("(name: (?:dataflow-options|dataflow|define))-[0-9a-z]{10}\\b", "$1");
		assertThat(kubectl.waitFor()).isZero();
		assertThat(Yaml.parse(text)).containsExactlyInAnyOrderElementsOf(
				overlay.build().resources().stream().map(JsonNode.class::cast).toList());
	}

	private static String kubectl() {
		String found = Arrays.stream(System.getenv("PATH").split(":"))
			.map((folder) -> Path.of(folder, "kubectl"))
			.filter(Files::isExecutable)
			.map(Path::toString)
			.findFirst()
			.orElse("");
		assumeThat(found).isNotEmpty();
		return found;
	}

}
