package dev.fundbell.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** References of the manifests lead somewhere: names, labels, ports, images. */
class ReferencesTests {

	private static final String ACCOUNT = "/spring/cloud/dataflow/task/platform/kubernetes/accounts/default/";

	@ParameterizedTest
	@EnumSource
	void everyConfigMapAndServiceAccountExists(Overlays overlay) throws IOException {
		Set<String> configMaps = names(overlay, "ConfigMap");
		Set<String> serviceAccounts = names(overlay, "ServiceAccount");
		overlay.workloads().forEach((workload) -> {
			JsonNode pod = Overlays.pod(workload);
			assertThat(serviceAccounts).contains(pod.path("serviceAccountName").asText());
			assertThat(configMaps).containsAll(texts(pod.findValues("configMapRef"), "name"))
				.containsAll(texts(pod.findValues("configMap"), "name"));
		});
		assertThat(configMaps).containsAll(account("config-map-refs"));
		assertThat(serviceAccounts).containsAll(account("deployment-service-account-name"))
			.containsAll(account("task-service-account-name"));
		assertThat(overlay.all("RoleBinding")).allSatisfy((binding) -> {
			assertThat(names(overlay, "Role")).contains(binding.at("/roleRef/name").asText());
			assertThat(serviceAccounts).containsAll(texts(List.of(binding.at("/subjects/0")), "name"));
		});
	}

	/**
	 * No manifest contains a secret, so an operator must be told which ones to create.
	 */
	@ParameterizedTest
	@EnumSource
	void everySecretIsOneOfThoseThatTheDocumentationNames(Overlays overlay) throws IOException {
		String documentation = Files.readString(Overlays.PROJECT.resolve("docs/kubernetes.md"));
		Set<String> secrets = new HashSet<>(account("secret-refs"));
		overlay.workloads().forEach((workload) -> {
			JsonNode pod = Overlays.pod(workload);
			secrets.addAll(texts(pod.findValues("secretRef"), "name"));
			secrets.addAll(texts(pod.findValues("secretKeyRef"), "name"));
		});
		assertThat(secrets).isNotEmpty()
			.allSatisfy((secret) -> assertThat(documentation).contains("| `" + secret + "` |"));
		assertThat(overlay.all("Secret")).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void everySelectorFindsPods(Overlays overlay) throws IOException {
		List<Map<String, String>> pods = podLabels(overlay);
		for (ObjectNode resource : overlay.resources()) {
			JsonNode selector = switch (resource.get("kind").asText()) {
				case "Service" -> resource.at("/spec/selector");
				case "Deployment", "PodDisruptionBudget" -> resource.at("/spec/selector/matchLabels");
				case "NetworkPolicy" -> resource.at("/spec/podSelector/matchLabels");
				default -> Yaml.object();
			};
			Map<String, String> wanted = texts(selector);
			assertThat(pods).as(resource.get("kind") + " " + Overlays.name(resource))
				.anyMatch((labels) -> labels.entrySet().containsAll(wanted.entrySet()));
			for (JsonNode value : resource.at("/spec/podSelector/matchExpressions/0/values")) {
				assertThat(pods).extracting((labels) -> labels.get("app.kubernetes.io/name")).contains(value.asText());
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void everyPodIsUnderTheRuleThatDeniesAll(Overlays overlay) throws IOException {
		assertThat(podLabels(overlay))
			.allSatisfy((labels) -> assertThat(labels).containsEntry("app.kubernetes.io/part-of", "fundbell"));
	}

	@ParameterizedTest
	@EnumSource
	void probesServicesAndPoliciesNamePortsThatExist(Overlays overlay) throws IOException {
		Map<String, JsonNode> ports = new TreeMap<>();
		overlay.all("Deployment").forEach((deployment) -> {
			JsonNode container = Overlays.pod(deployment).at("/containers/0");
			ports.put(Overlays.name(deployment), container.at("/ports/0"));
			assertThat(container.at("/ports/0/name").asText()).isEqualTo("http");
			for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
				assertThat(container.path(probe).at("/httpGet/port").asText()).isEqualTo("http");
			}
			assertThat(container.at("/readinessProbe/httpGet/path"))
				.isNotEqualTo(container.at("/livenessProbe/httpGet/path"));
		});
		overlay.all("Service").forEach((service) -> {
			assertThat(service.at("/spec/ports/0/targetPort").asText()).isEqualTo("http");
			assertThat(service.at("/spec/ports/0/port"))
				.isEqualTo(ports.get(Overlays.name(service)).path("containerPort"));
		});
		Set<Integer> open = ports.values()
			.stream()
			.map((port) -> port.path("containerPort").asInt())
			.collect(Collectors.toSet());
		assertThat(overlay.all("NetworkPolicy")
			.flatMap((policy) -> Overlays.stream(policy.at("/spec/ingress")))
			.flatMap((rule) -> Overlays.stream(rule.path("ports")))
			.map((port) -> port.get("port").asInt())).isNotEmpty().isSubsetOf(open);
	}

	@ParameterizedTest
	@EnumSource(names = { "PRODUCTION", "PRODUCTION_WITH_CRON_JOBS" })
	void theAutoscalerScalesADeploymentThatLeavesTheNumberToIt(Overlays overlay) throws IOException {
		String target = overlay.all("HorizontalPodAutoscaler")
			.map((autoscaler) -> autoscaler.at("/spec/scaleTargetRef/name").asText())
			.collect(Collectors.joining());
		assertThat(overlay.build().find("Deployment", target).at("/spec").has("replicas")).isFalse();
	}

	@ParameterizedTest
	@EnumSource
	void everyImageIsOneThatTheProfileMakes(Overlays overlay) throws IOException {
		String root = Files.readString(Overlays.PROJECT.resolve("pom.xml"));
		String version = root.replaceAll("(?s).*<revision>(.*?)</revision>.*", "$1");
		String apps = overlay.build().find("ConfigMap", "define").at("/data/APPS").asText().replace("docker:", "");
		assertThat(overlay.build().find("ConfigMap", "define").at("/data/APP_SUFFIX").asText())
			.isEqualTo(":" + version);
		assertThat(overlay.workloads()).isNotEmpty().allSatisfy((workload) -> {
			String image = Overlays.pod(workload).at("/containers/0/image").asText();
			assertThat(image).startsWith(apps + "/").endsWith(":" + version);
			String name = image.substring(apps.length() + 1, image.length() - version.length() - 1);
			String module = name.replace("dataflow/define", "dataflow/local");
			assertThat(Files.readString(Overlays.PROJECT.resolve(module).resolve("pom.xml")))
				.contains("<jib.skip>false</jib.skip>")
				.containsAnyOf("<image.name>" + name + "</image.name>",
						"<image.name>" + name.replaceFirst("/.*", "/\\${project.artifactId}") + "</image.name>");
		});
	}

	private static Set<String> names(Overlays overlay, String kind) throws IOException {
		return overlay.all(kind).map(Overlays::name).collect(Collectors.toSet());
	}

	private static List<Map<String, String>> podLabels(Overlays overlay) throws IOException {
		Stream<Map<String, String>> ours = overlay.workloads()
			.map((workload) -> texts(workload.at("/spec/template/metadata/labels")));
		Map<String, String> task = account("deployment-labels").stream()
			.collect(Collectors.toMap((label) -> label.split(":")[0], (label) -> label.split(":")[1]));
		return Stream.concat(ours, Stream.of(task)).toList();
	}

	/** An option of the account under which tasks are launched, at its commas. */
	private static List<String> account(String option) throws IOException {
		JsonNode options = Yaml.read(Overlays.FOLDER.resolve("base/dataflow/application.yml")).get(0);
		return Arrays.asList(options.at(ACCOUNT + option).asText().split(","));
	}

	private static List<String> texts(List<JsonNode> nodes, String key) {
		return nodes.stream().map((node) -> node.path(key).asText()).toList();
	}

	private static Map<String, String> texts(JsonNode node) {
		Map<String, String> texts = new TreeMap<>();
		node.fieldNames().forEachRemaining((key) -> texts.put(key, node.get(key).asText()));
		return texts;
	}

}
