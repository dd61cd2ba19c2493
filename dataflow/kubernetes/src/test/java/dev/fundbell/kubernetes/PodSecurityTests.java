package dev.fundbell.kubernetes;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules of pods: the level {@code restricted} of the pod security standards, bounded
 * resources, no rights without need, and time enough to stop. {@code KubernetesIT} of the
 * server has the same for tasks.
 */
class PodSecurityTests {

	/** For what comes before the drain and after it. */
	private static final Duration MARGIN = Duration.ofSeconds(20);

	@ParameterizedTest
	@EnumSource
	void everyContainerIsRestricted(Overlays overlay) throws IOException {
		assertThat(overlay.workloads()).isNotEmpty().allSatisfy((workload) -> {
			JsonNode pod = Overlays.pod(workload);
			assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
			assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(10001);
			assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
			assertThat(pod.path("enableServiceLinks").asBoolean(true)).isFalse();
			assertThat(pod.path("containers")).hasSize(1);
			JsonNode context = pod.at("/containers/0/securityContext");
			assertThat(context.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
			assertThat(context.path("readOnlyRootFilesystem").asBoolean()).isTrue();
			assertThat(context.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
		});
	}

	@ParameterizedTest
	@EnumSource
	void everyContainerHasLimitsAndTheMemoryThatItMayUse(Overlays overlay) throws IOException {
		assertThat(overlay.workloads()).allSatisfy((workload) -> {
			JsonNode resources = Overlays.pod(workload).at("/containers/0/resources");
			assertThat(resources.at("/requests/memory")).isEqualTo(resources.at("/limits/memory"));
			assertThat(resources.at("/requests/cpu").isMissingNode()).isFalse();
			assertThat(resources.at("/limits/cpu").isMissingNode()).isFalse();
		});
	}

	@ParameterizedTest
	@EnumSource
	void onlyTheServerMaySpeakToTheApi(Overlays overlay) throws IOException {
		assertThat(overlay.all("ServiceAccount"))
			.allSatisfy((account) -> assertThat(account.path("automountServiceAccountToken").asBoolean(true))
				.isEqualTo(Overlays.name(account).equals("dataflow")));
		assertThat(overlay.all("ClusterRole")).isEmpty();
		assertThat(overlay.all("Role")).singleElement()
			.satisfies((role) -> assertThat(role.findValues("verbs").toString()).doesNotContain("*"));
		assertThat(overlay.all("RoleBinding")).singleElement()
			.satisfies((binding) -> assertThat(binding.at("/subjects/0/name").asText()).isEqualTo("dataflow"));
	}

	@ParameterizedTest
	@EnumSource
	void aPodIsGivenTheTimeThatItsStopTakes(Overlays overlay) throws IOException {
		for (ObjectNode deployment : overlay.all("Deployment").toList()) {
			JsonNode pod = Overlays.pod(deployment);
			JsonNode container = pod.at("/containers/0");
			Duration stop = Duration.ofSeconds(container.at("/lifecycle/preStop/exec/command/1").asLong());
			Duration drain = Duration.ZERO;
			for (String option : List.of("FUNDBELL_SSE_DRAIN_DELAY", "FUNDBELL_SSE_DRAIN", "FUNDBELL_SMS_DRAIN")) {
				drain = drain.plus(environment(container, option));
			}
			assertThat(stop).isPositive();
			assertThat(Duration.ofSeconds(pod.path("terminationGracePeriodSeconds").asLong()))
				.isGreaterThanOrEqualTo(stop.plus(drain).plus(MARGIN));
			assertThat(environment(container, "SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE"))
				.isGreaterThanOrEqualTo(drain);
		}
	}

	/** A sink that stops takes no client's last connection with it. */
	@Test
	void productionKeepsAnInstanceWhileAnotherOneIsMoved() throws IOException {
		Overlays overlay = Overlays.PRODUCTION;
		assertThat(overlay.all("PodDisruptionBudget").map(Overlays::name)).containsExactlyInAnyOrder("dataflow",
				"sse-sink", "sms-sink");
		assertThat(overlay.all("Deployment")).allSatisfy((deployment) -> {
			assertThat(deployment.at("/spec/replicas").asInt(2)).isGreaterThan(1);
			assertThat(deployment.at("/spec/strategy/rollingUpdate/maxUnavailable").asInt(1)).isZero();
		});
		assertThat(overlay.all("HorizontalPodAutoscaler"))
			.allSatisfy((autoscaler) -> assertThat(autoscaler.at("/spec/minReplicas").asInt()).isGreaterThan(1));
	}

	private static Duration environment(JsonNode container, String name) {
		return Overlays.stream(container.path("env"))
			.filter((variable) -> variable.get("name").asText().equals(name))
			.map((variable) -> Duration.parse("PT" + variable.get("value").asText()))
			.findFirst()
			.orElse(Duration.ZERO);
	}

}
