package dev.fundbell.dataflow.server.platform;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.DefaultKubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;

/**
 * A Kubernetes API in memory. It stores what it is given and runs nothing: what a pod
 * does, a test says.
 */
public final class KubernetesApi implements AutoCloseable {

	private static final String NAMESPACE = "fundbell";

	/** How the requests of the test are told from those of the servers. */
	private static final String TEST = "the test";

	private static final Pattern PATH = Pattern
		.compile("/namespaces/[^/]+/(?<resource>[a-z]+)(/(?<name>[^/?]+)(?<part>/[a-z]+)?)?");

	/** The options that a cluster gives the server. */
	private static final Path OPTIONS = Path.of("../kubernetes/base/dataflow/application.yml").toAbsolutePath();

	private final KubernetesMockServer server = new KubernetesMockServer(new Context(), new MockWebServer(),
			new HashMap<>(), new KubernetesCrudDispatcher(List.of()), false);

	private final KubernetesClient client;

	private final Set<String> asked = new TreeSet<>();

	public KubernetesApi() {
		this.server.init();
		Config config = this.server.createClient().getConfiguration();
		this.client = new DefaultKubernetesClient(new ConfigBuilder(config).withUserAgent(TEST).build());
	}

	/** Starts a server that takes this API for the cluster that it runs in. */
	public TestServer serverWith(String database, Map<String, String> properties) {
		String account = "spring.cloud.dataflow.task.platform.kubernetes.accounts.default.";
		Map<String, String> all = new HashMap<>(Map.of("spring.main.cloud-platform", "kubernetes",
				"kubernetes_service_host", "127.0.0.1", "spring.config.additional-location", OPTIONS.toUri().toString(),
				"server.address", "127.0.0.1", account + "namespace", NAMESPACE, account + "fabric8.master-url",
				this.client.getConfiguration().getMasterUrl(), account + "fabric8.trust-certs", "true"));
		all.putAll(properties);
		return Platform.anotherServer(database, all);
	}

	/** Returns the Jobs of a task. */
	public List<Job> jobs(String task) {
		return this.client.batch().v1().jobs().inNamespace(NAMESPACE).withLabel("task-name", task).list().getItems();
	}

	/** Sets how many pods of a Job run and have failed. */
	public void setStatus(Job job, int active, int failed) {
		this.client.batch()
			.v1()
			.jobs()
			.inNamespace(NAMESPACE)
			.withName(name(job))
			.edit((stored) -> new JobBuilder(stored).withNewStatus()
				.withActive(active)
				.withFailed(failed)
				.endStatus()
				.build());
	}

	/** Starts the pod of a Job. */
	public void startPod(Job job) {
		this.client.pods()
			.inNamespace(NAMESPACE)
			.create(new PodBuilder().withNewMetadata()
				.withName(name(job) + "-pod")
				.withLabels(job.getSpec().getTemplate().getMetadata().getLabels())
				.endMetadata()
				.withSpec(job.getSpec().getTemplate().getSpec())
				.withNewStatus()
				.withPhase("Running")
				.endStatus()
				.build());
	}

	public void delete(Job job) {
		this.client.batch().v1().jobs().inNamespace(NAMESPACE).withName(name(job)).delete();
	}

	private static String name(Job job) {
		return job.getMetadata().getName();
	}

	public List<CronJob> cronJobs() {
		return this.client.batch().v1().cronjobs().inNamespace(NAMESPACE).list().getItems();
	}

	/**
	 * Returns what the servers have asked so far, each as the verb and the resource of a
	 * role.
	 */
	public Set<String> asked() throws InterruptedException {
		RecordedRequest request = this.server.takeRequest(0, TimeUnit.MILLISECONDS);
		while (request != null) {
			Matcher path = PATH.matcher(request.getPath());
			if (!TEST.equals(request.getHeader("User-Agent")) && path.find()) {
				this.asked.add(verb(request, path.group("name") != null) + " " + path.group("resource")
						+ Objects.requireNonNullElse(path.group("part"), ""));
			}
			request = this.server.takeRequest(0, TimeUnit.MILLISECONDS);
		}
		return this.asked;
	}

	private static String verb(RecordedRequest request, boolean one) {
		return switch (request.getMethod()) {
			case "GET" -> one ? "get" : "list";
			case "DELETE" -> one ? "delete" : "deletecollection";
			case "POST" -> "create";
			case "PUT" -> "update";
			default -> request.getMethod();
		};
	}

	@Override
	public void close() {
		this.client.close();
		this.server.destroy();
	}

}
