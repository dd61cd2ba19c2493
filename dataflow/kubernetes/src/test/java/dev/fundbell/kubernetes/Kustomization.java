package dev.fundbell.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.JsonPatch;

/**
 * The resources of an overlay, put together as kustomize does it, but for the hashes that
 * it appends to names. It knows what our files use, and refuses the rest.
 */
final class Kustomization {

	private static final Set<String> KNOWN = Set.of("apiVersion", "kind", "namespace", "resources", "images",
			"configMapGenerator", "patches");

	private final List<ObjectNode> resources = new ArrayList<>();

	private Kustomization() {
	}

	static Kustomization of(Path directory) throws IOException {
		Kustomization whole = new Kustomization();
		whole.apply(directory);
		return whole;
	}

	/** Adds a component. */
	Kustomization with(Path component) throws IOException {
		apply(component);
		return this;
	}

	List<ObjectNode> resources() {
		return this.resources;
	}

	private void apply(Path directory) throws IOException {
		JsonNode file = Yaml.read(directory.resolve("kustomization.yaml")).get(0);
		file.fieldNames().forEachRemaining((key) -> {
			if (!KNOWN.contains(key)) {
				throw new IllegalStateException(directory + ": " + key + " is not known here");
			}
		});
		for (JsonNode resource : file.path("resources")) {
			Path path = directory.resolve(resource.asText());
			this.resources.addAll(Files.isDirectory(path) ? of(path).resources : Yaml.read(path));
		}
		for (JsonNode generator : file.path("configMapGenerator")) {
			generate(directory, generator);
		}
		file.path("patches").forEach(this::patch);
		file.path("images").forEach(this::setImage);
		if (file.has("namespace")) {
			setNamespace(file.get("namespace").asText());
		}
	}

	private void generate(Path directory, JsonNode generator) throws IOException {
		String name = generator.get("name").asText();
		if (!generator.path("behavior").asText().equals("merge")) {
			ObjectNode created = Yaml.object().put("apiVersion", "v1").put("kind", "ConfigMap");
			created.putObject("metadata").put("name", name);
			created.putObject("data");
			this.resources.add(created);
		}
		ObjectNode data = (ObjectNode) find("ConfigMap", name).get("data");
		for (JsonNode literal : generator.path("literals")) {
			String[] parts = literal.asText().split("=", 2);
			data.put(parts[0], parts[1]);
		}
		for (JsonNode file : generator.path("files")) {
			Path path = directory.resolve(file.asText());
			data.put(path.getFileName().toString(), Files.readString(path));
		}
	}

	private void patch(JsonNode patch) {
		ObjectNode target = find(patch.at("/target/kind").asText(), patch.at("/target/name").asText());
		JsonNode patched = JsonPatch.apply(Yaml.readOne(patch.get("patch").asText()), target);
		this.resources.set(this.resources.indexOf(target), (ObjectNode) patched);
	}

	private void setImage(JsonNode image) {
		String name = image.get("name").asText();
		for (ObjectNode resource : this.resources) {
			for (JsonNode container : resource.at("/spec/template/spec/containers")) {
				if (container.path("image").asText().equals(name)) {
					((ObjectNode) container).put("image",
							image.path("newName").asText(name) + ":" + image.get("newTag").asText());
				}
			}
		}
	}

	private void setNamespace(String namespace) {
		for (ObjectNode resource : this.resources) {
			if (!resource.get("kind").asText().equals("Namespace")) {
				((ObjectNode) resource.get("metadata")).put("namespace", namespace);
			}
			resource.path("subjects").forEach((subject) -> ((ObjectNode) subject).put("namespace", namespace));
		}
	}

	ObjectNode find(String kind, String name) {
		return this.resources.stream()
			.filter((resource) -> resource.get("kind").asText().equals(kind)
					&& resource.at("/metadata/name").asText().equals(name))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("There is no " + kind + " " + name));
	}

}
