package dev.fundbell.dataflow.server.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fundbell.dataflow.server.platform.KubernetesApi;
import dev.fundbell.dataflow.server.platform.Rest;
import dev.fundbell.dataflow.server.platform.Tasks;
import dev.fundbell.dataflow.server.platform.TestDatabase;
import dev.fundbell.dataflow.server.platform.TestServer;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Launches and schedules on a Kubernetes API in memory, with the options that a cluster
 * gives the server.
 */
class KubernetesIT {

	/** Data Flow asks a registry for an image's metadata; here nothing answers. */
	private static final String IMAGE = "localhost:1/fundbell/tasks/coupon-expiry-task:0.1.0";

	private static final Path MANIFESTS = Path.of("../kubernetes").toAbsolutePath();

	private static final ObjectMapper JSON = new ObjectMapper();

	private static KubernetesApi api;

	private static TestServer server;

	private static TestServer withCronJobs;

	@BeforeAll
	static void start() {
		api = new KubernetesApi();
		server = api.serverWith("kubernetes", Map.of());
		withCronJobs = api.serverWith("kubernetescron", Map.of("fundbell.schedules.enabled", "false"));
	}

	@AfterAll
	static void stop() {
		withCronJobs.close();
		server.close();
		api.close();
	}

	@Test
	void aLaunchIsAJobWithThePodThatTheOptionsDescribe() {
		define(server, "launched");
		long execution = new Tasks(server).launch("launched", "--lead-time=P2D --note='two words' -q");

		Job job = job("launched");
		assertThat(job.getMetadata().getName()).isEqualTo(externalId(execution));
		assertThat(job.getSpec().getBackoffLimit()).isZero();
		assertThat(job.getSpec().getTtlSecondsAfterFinished()).isEqualTo(86400);
		assertThat(job.getSpec().getTemplate().getMetadata().getLabels())
			.containsEntry("app.kubernetes.io/part-of", "fundbell")
			.containsEntry("app.kubernetes.io/name", "task");
		PodSpec pod = pod("launched");
		assertRestricted(pod);
		assertThat(pod.getRestartPolicy()).isEqualTo("Never");
		assertThat(pod.getTerminationGracePeriodSeconds()).isEqualTo(60);
		Container container = pod.getContainers().get(0);
		assertThat(container.getArgs()).containsSubsequence("--lead-time=P2D", "--note=two words", "-q")
			.contains("--spring.cloud.task.executionid=" + execution);
		assertNoSecret(container);
	}

	@Test
	void aRunOfOurSchedulerIsAJob() {
		define(server, "scheduled");
		assertThat(schedule(server, "ours", "scheduled", "--run-date={due:yyyy-MM-dd}").status()).isEqualTo(201);
		assertThat(api.cronJobs()).noneMatch((cronJob) -> cronJob.getMetadata().getName().equals("ours"));

		assertThat(server.rest().post("/tasks/schedules/ours/run").status()).isEqualTo(201);
		assertThat(pod("scheduled").getContainers().get(0).getArgs()).contains("--fundbell.schedule.name=ours")
			.anyMatch((argument) -> argument.matches("--run-date=\\d{4}-\\d\\d-\\d\\d"));
	}

	@Test
	void whereOurSchedulerIsOffAScheduleIsACronJob() {
		define(withCronJobs, "nightly-task");
		assertThat(schedule(withCronJobs, "nightly", "nightly-task", "--lead-time=P2D").status()).isEqualTo(201);
		CronJob cronJob = api.cronJobs()
			.stream()
			.filter((one) -> one.getMetadata().getName().equals("nightly"))
			.findFirst()
			.orElseThrow();
		assertThat(cronJob.getSpec().getSchedule()).isEqualTo("0 4 * * 0");
		assertThat(cronJob.getSpec().getConcurrencyPolicy()).isEqualTo("Forbid");
		assertThat(cronJob.getSpec().getJobTemplate().getSpec().getBackoffLimit()).isZero();
		PodSpec pod = cronJob.getSpec().getJobTemplate().getSpec().getTemplate().getSpec();
		assertRestricted(pod);
		assertThat(pod.getRestartPolicy()).isEqualTo("Never");
		assertThat(pod.getContainers().get(0).getArgs()).contains("--lead-time=P2D");
		assertNoSecret(pod.getContainers().get(0));
	}

	@Test
	void anExecutionWhoseJobIsGoneEndsWithTheReason() {
		define(server, "deleted");
		long execution = new Tasks(server).launch("deleted", "");
		api.setStatus(job("deleted"), 1, 0);
		reconcile();
		assertThat(end(execution).get("END_TIME")).as("it runs").isNull();

		api.delete(job("deleted"));
		reconcile();
		assertThat(end(execution)).containsEntry("EXIT_CODE", -1)
			.hasEntrySatisfying("EXIT_MESSAGE",
					(message) -> assertThat(message).asString().contains("was deleted", "did not report its end"));
	}

	@Test
	void anExecutionWhosePodHasFailedEndsIfTheTaskDoesNotReportIt() {
		define(server, "killed");
		long execution = new Tasks(server).launch("killed", "");
		api.setStatus(job("killed"), 0, 1);
		reconcile();
		assertThat(end(execution)).hasEntrySatisfying("EXIT_MESSAGE",
				(message) -> assertThat(message).asString().contains("has failed"));
	}

	/**
	 * The role and the component for CronJobs allow what is asked, logs, and nothing
	 * else.
	 */
	@Test
	void theRoleAllowsJustWhatTheServerAsks() throws Exception {
		define(server, "stopped");
		long execution = new Tasks(server).launch("stopped", "");
		api.setStatus(job("stopped"), 1, 0);
		api.startPod(job("stopped"));
		assertThat(server.rest().post("/tasks/executions/{}?platform=default", execution).status()).isEqualTo(200);
		assertThat(api.jobs("stopped")).isEmpty();

		define(withCronJobs, "rare-task");
		schedule(withCronJobs, "rare", "rare-task", "");
		assertThat(withCronJobs.rest().get("/tasks/schedules?platform=default").body().toString()).contains("rare");
		assertThat(withCronJobs.rest().delete("/tasks/schedules/rare?platform=default").status()).isEqualTo(200);

		// A second launch looks at the pods that there are.
		define(server, "another");
		new Tasks(server).launch("another", "");
		Set<String> asked = api.asked();
		// For logs, of which this API has none.
		asked.add("get pods/log");
		assertThat(asked).isEqualTo(allowed());
	}

	private static Set<String> allowed() throws IOException {
		Set<String> allowed = new TreeSet<>();
		for (Object document : new Yaml().loadAll(Files.readString(MANIFESTS.resolve("base/dataflow/access.yaml")))) {
			JsonNode rules = JSON.valueToTree(document).path("rules");
			rules.forEach((rule) -> addTo(allowed, rule));
		}
		Object component = new Yaml()
			.load(Files.readString(MANIFESTS.resolve("components/cron-jobs/kustomization.yaml")));
		String patch = JSON.valueToTree(component).at("/patches/1/patch").asText();
		Object operations = new Yaml().load(patch);
		addTo(allowed, JSON.valueToTree(operations).at("/0/value"));
		return allowed;
	}

	private static void addTo(Set<String> allowed, JsonNode rule) {
		rule.path("verbs")
			.forEach((verb) -> rule.path("resources")
				.forEach((resource) -> allowed.add(verb.asText() + " " + resource.asText())));
	}

	@Test
	void streamsAreOff() {
		assertThat(server.rest().get("/about").body().at("/featureInfo/streamsEnabled").asBoolean(true)).isFalse();
	}

	private static void assertRestricted(PodSpec pod) {
		assertThat(pod.getServiceAccountName()).isEqualTo("fundbell-task");
		assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
		assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(10001);
		assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
		Container container = pod.getContainers().get(0);
		assertThat(container.getImage()).isEqualTo(IMAGE);
		assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
		assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
		assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
		assertThat(container.getResources().getLimits()).containsKeys("cpu", "memory");
		assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
		assertThat(container.getVolumeMounts()).extracting("mountPath").containsExactly("/tmp");
		assertThat(pod.getVolumes()).singleElement().satisfies((tmp) -> assertThat(tmp.getEmptyDir()).isNotNull());
	}

	/** Secrets and addresses come by reference, and nothing of them stands in the pod. */
	private static void assertNoSecret(Container container) {
		assertThat(container.getEnvFrom()).filteredOn((from) -> from.getConfigMapRef() != null)
			.extracting("configMapRef.name")
			.containsExactly("fundbell");
		assertThat(container.getEnvFrom()).filteredOn((from) -> from.getSecretRef() != null)
			.extracting("secretRef.name")
			.containsExactly("fundbell", "dataflow-database");
		assertThat(container.toString()).doesNotContain(TestDatabase.PASSWORD);
	}

	private static void define(TestServer on, String task) {
		on.rest().post("/apps/task/image?uri={}&force=true", "docker:" + IMAGE);
		assertThat(on.rest().post("/tasks/definitions?name={}&definition=image", task).status()).isEqualTo(200);
	}

	private static Rest.Answer schedule(TestServer on, String name, String task, String arguments) {
		return on.rest()
			.post("/tasks/schedules?scheduleName={}&taskDefinitionName={}&properties={}&arguments={}&platform=default",
					name, task, "scheduler.cron.expression=0 4 * * 0", arguments);
	}

	private static Job job(String task) {
		List<Job> jobs = api.jobs(task);
		assertThat(jobs).hasSize(1);
		return jobs.get(0);
	}

	private static PodSpec pod(String task) {
		return job(task).getSpec().getTemplate().getSpec();
	}

	private static String externalId(long execution) {
		JsonNode shown = new Tasks(server).execution(execution);
		return shown.path("externalExecutionId").asText();
	}

	private static void reconcile() {
		for (int look = 0; look < PlatformReconciler.LOOKS; look++) {
			server.bean(PlatformReconciler.class).reconcile();
		}
	}

	private static Map<String, Object> end(long execution) {
		return server.jdbc().queryForMap("SELECT * FROM BOOT3_TASK_EXECUTION WHERE TASK_EXECUTION_ID = ?", execution);
	}

}
