package dev.fundbell.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import dev.fundbell.local.dataflow.DataFlowClient;
import dev.fundbell.local.dataflow.TaskRun;
import dev.fundbell.local.demo.DemoData;
import dev.fundbell.local.demo.DemoData.FreshCoupon;
import dev.fundbell.local.demo.DemoData.FreshFundings;
import dev.fundbell.local.demo.NotificationListener;
import dev.fundbell.servers.LocalServerException;
import dev.fundbell.servers.Pause;
import dev.fundbell.local.system.LocalPorts;
import tools.jackson.databind.JsonNode;

/**
 * The proof that the whole way works: launches each task while somebody listens, and
 * shows what arrives.
 */
final class FirstRing {

	static final String TASK = "coupon-expiry-task";

	private static final List<String> TASKS = List.of(TASK, "funding-close-task", "funding-reminder-task");

	private static final Duration TIMEOUT = Duration.ofMinutes(4);

	private static final Duration POLL = Duration.ofMillis(200);

	private final LocalPorts ports;

	private final Progress progress;

	/** What has arrived: the text by type and subject. */
	private final Map<String, String> arrived = new ConcurrentHashMap<>();

	FirstRing(LocalPorts ports, Progress progress) {
		this.ports = ports;
		this.progress = progress;
	}

	/**
	 * Shows what arrives at the demo's user.
	 * @param news makes what the user is to hear of: once somebody listens, because a
	 * schedule may be faster than this
	 */
	void ring(Steps steps, DataFlowClient dataFlow, Callable<News> news) {
		try (NotificationListener listener = new NotificationListener(this.ports.sinkUrl())) {
			listener.subscribe(DemoData.USER, this::take);
			List<String> expected = new ArrayList<>();
			Map<String, Long> executions = new ConcurrentHashMap<>();
			steps.run("Notifications", () -> {
				expected.addAll(expected(news.call()));
				TASKS.forEach((task) -> executions.put(task, dataFlow.launch(task, "")));
				await(expected, dataFlow, executions);
				return "%d arrived over SSE at user %d:".formatted(expected.size(), DemoData.USER);
			});
			expected.forEach((key) -> this.progress.line("                " + this.arrived.get(key)));
			steps.run("Tasks", () -> {
				executions.forEach((task, execution) -> check(task, TaskWatch.awaitEnd(dataFlow, execution, (run) -> {
				})));
				return String.join(", ", TASKS).replace("-task", "") + ": exit code 0";
			});
		}
	}

	private static List<String> expected(News news) {
		FreshFundings fundings = news.fundings();
		return List.of("COUPON_DEADLINE " + news.coupon().id(), "FUNDING_SUCCEEDED " + fundings.succeeding(),
				"FUNDING_FAILED " + fundings.failing(), "FUNDING_DEADLINE " + fundings.closing());
	}

	private void take(JsonNode notification) {
		String type = notification.path("type").asString();
		String subject = type.startsWith("COUPON") ? "couponId" : "fundingId";
		this.arrived.put(type + " " + notification.path(subject).asLong(), notification.path("message").asString());
	}

	private void await(List<String> expected, DataFlowClient dataFlow, Map<String, Long> executions) {
		long deadline = System.nanoTime() + TIMEOUT.toNanos();
		while (!this.arrived.keySet().containsAll(expected)) {
			executions.forEach((task, execution) -> check(task, dataFlow.taskRun(execution)));
			if (System.nanoTime() > deadline) {
				throw new LocalServerException(
						"The tasks were launched, but within %d seconds these did not arrive: %s".formatted(
								TIMEOUT.toSeconds(),
								expected.stream()
									.filter((key) -> !this.arrived.containsKey(key))
									.collect(Collectors.joining(", "))));
			}
			Pause.of(POLL);
		}
	}

	/**
	 * What the user has not been told yet.
	 *
	 * @param coupon a coupon that expires soon
	 * @param fundings fundings that are to be closed, and one that closes soon
	 */
	record News(FreshCoupon coupon, FreshFundings fundings) {

	}

	private static void check(String task, TaskRun run) {
		if (run.exitCode() != 0) {
			throw new LocalServerException(
					"%s ended with exit code %d: %s".formatted(task, run.exitCode(), run.message()));
		}
	}

}
