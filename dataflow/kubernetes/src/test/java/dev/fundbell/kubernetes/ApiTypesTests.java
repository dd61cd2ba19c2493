package dev.fundbell.kubernetes;

import java.io.IOException;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The manifests, read into the types of the Kubernetes API. The build runs it with a
 * current and with an older version of them.
 */
class ApiTypesTests {

	private static final Map<String, String> PACKAGES = Map.of("v1", "", "apps/v1", "apps.", "batch/v1", "batch.v1.",
			"autoscaling/v2", "autoscaling.v2.", "policy/v1", "policy.v1.", "rbac.authorization.k8s.io/v1", "rbac.",
			"networking.k8s.io/v1", "networking.v1.");

	/** The types keep fields that they do not know; here they must not. */
	private static final ObjectMapper STRICT = new ObjectMapper()
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.setAnnotationIntrospector(new JacksonAnnotationIntrospector() {

			private static final long serialVersionUID = 1;

			@Override
			public Boolean hasAnySetter(Annotated annotated) {
				return false;
			}

			@Override
			public JsonIgnoreProperties.Value findPropertyIgnoralByName(MapperConfig<?> config, Annotated annotated) {
				return JsonIgnoreProperties.Value.empty();
			}

		});

	@ParameterizedTest
	@EnumSource
	void everyManifestHasTheFieldsOfItsType(Overlays overlay) throws IOException {
		for (ObjectNode resource : overlay.resources()) {
			assertThatCode(() -> read(resource)).as(resource.get("kind") + " " + Overlays.name(resource))
				.doesNotThrowAnyException();
		}
	}

	@Test
	void aFieldThatTheApiDoesNotKnowIsSeen() {
		JsonNode misspelled = Yaml.readOne("""
				apiVersion: v1
				kind: Service
				metadata: { name: x }
				spec: { selectors: { a: b } }
				""");
		assertThatExceptionOfType(UnrecognizedPropertyException.class).isThrownBy(() -> read(misspelled));
	}

	private static Object read(JsonNode resource) throws JsonProcessingException, ClassNotFoundException {
		String type = "io.fabric8.kubernetes.api.model." + PACKAGES.get(resource.get("apiVersion").asText())
				+ resource.get("kind").asText();
		return STRICT.treeToValue(resource, Class.forName(type));
	}

}
