package dev.fundbell.kubernetes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The overlays, each put together. */
enum Overlays {

	DEV("dev"), PRODUCTION("production"), PRODUCTION_WITH_CRON_JOBS("production") {

		@Override
		Kustomization build() throws IOException {
			return super.build().with(FOLDER.resolve("components/cron-jobs"));
		}

	};

	static final Path FOLDER = Path.of("").toAbsolutePath();

	static final Path PROJECT = FOLDER.resolve("../..").normalize();

	/** The resources of operators, whose types no test here has. */
	private static final List<String> OPERATORS = List.of("k8s.mariadb.com/v1alpha1", "kafka.strimzi.io/v1");

	private final String folder;

	Overlays(String folder) {
		this.folder = folder;
	}

	Path path() {
		return FOLDER.resolve("overlays").resolve(this.folder);
	}

	Kustomization build() throws IOException {
		return Kustomization.of(path());
	}

	/** Returns the resources that Kubernetes itself knows. */
	List<ObjectNode> resources() throws IOException {
		return build().resources()
			.stream()
			.filter((resource) -> !OPERATORS.contains(resource.get("apiVersion").asText()))
			.toList();
	}

	Stream<ObjectNode> all(String kind) throws IOException {
		return resources().stream().filter((resource) -> resource.get("kind").asText().equals(kind));
	}

	/** Returns the Deployments and Jobs. */
	Stream<ObjectNode> workloads() throws IOException {
		return resources().stream().filter((resource) -> resource.at("/spec/template/spec").isObject());
	}

	static String name(JsonNode resource) {
		return resource.at("/metadata/name").asText();
	}

	static JsonNode pod(JsonNode workload) {
		return workload.at("/spec/template/spec");
	}

	static Stream<JsonNode> stream(JsonNode array) {
		return Stream.iterate(0, (index) -> index < array.size(), (index) -> index + 1).map(array::get);
	}

}
