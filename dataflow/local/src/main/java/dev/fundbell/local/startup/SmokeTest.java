package dev.fundbell.local.startup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import dev.fundbell.local.client.DataFlowClient;
import dev.fundbell.local.client.ExecutionWatch;
import dev.fundbell.local.client.TaskExecution;
import dev.fundbell.local.demo.DemoData;
import dev.fundbell.local.demo.DemoData.FreshCoupon;
import dev.fundbell.local.demo.DemoData.FreshFundings;
import dev.fundbell.local.demo.NotificationListener;
import dev.fundbell.local.system.LocalPorts;
import dev.fundbell.local.terminal.Progress;
import dev.fundbell.servers.LocalServerException;
import dev.fundbell.servers.Pause;
import tools.jackson.databind.JsonNode;

/**
 * Smoke test of the started system: subscribes to the notifications of a demo user,
 * launches every task through Data Flow, with the arguments of its schedule, and shows
 * the notifications that arrive.
 */
final class SmokeTest {

	private static final Duration TIMEOUT = Duration.ofMinutes(4);

	private static final Duration POLL = Duration.ofMillis(200);

	private final LocalPorts ports;

	/** The arguments of each task. */
	private final Map<String, String> tasks;

	private final Progress progress;

	/** The texts of the notifications that have arrived, by type and subject. */
	private final Map<String, String> arrived = new ConcurrentHashMap<>();

	SmokeTest(LocalPorts ports, Map<String, String> tasks, Progress progress) {
		this.ports = ports;
		this.tasks = tasks;
		this.progress = progress;
	}

	/**
	 * Launches the tasks and waits for the notifications.
	 * @param data adds the demo data that call for notifications. It is called only after
	 * the subscription, because a schedule may launch a task before this test does.
	 */
	void run(StartupSteps steps, DataFlowClient dataFlow, Callable<FreshDemoData> data) {
		try (NotificationListener listener = new NotificationListener(this.ports.sinkUrl())) {
			listener.subscribe(DemoData.USER, this::take);
			List<String> expected = new ArrayList<>();
			Map<String, Long> executions = new ConcurrentHashMap<>();
			steps.run("Notifications", () -> {
				expected.addAll(expected(data.call()));
				this.tasks.forEach((task, arguments) -> executions.put(task, dataFlow.launch(task, arguments)));
				await(expected, dataFlow, executions);
				return "%d arrived over SSE at user %d:".formatted(expected.size(), DemoData.USER);
			});
			expected.forEach((key) -> this.progress.line("                " + this.arrived.get(key)));
			steps.run("Tasks", () -> {
				executions.forEach((task, id) -> check(task, ExecutionWatch.awaitEnd(dataFlow, id, (execution) -> {
				})));
				return String.join(", ", this.tasks.keySet()).replace("-task", "") + ": exit code 0";
			});
		}
	}

	private static List<String> expected(FreshDemoData data) {
		FreshFundings fundings = data.fundings();
		return List.of("COUPON_DEADLINE " + data.coupon().id(), "FUNDING_SUCCEEDED " + fundings.succeeding(),
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
			executions.forEach((task, id) -> check(task, dataFlow.taskExecution(id)));
			if (System.nanoTime() > deadline) {
				throw new LocalServerException("The tasks were launched, but within %d seconds these did not arrive: %s"
					.formatted(TIMEOUT.toSeconds(),
							expected.stream()
								.filter((key) -> !this.arrived.containsKey(key))
								.collect(Collectors.joining(", "))));
			}
			Pause.of(POLL);
		}
	}

	private static void check(String task, TaskExecution execution) {
		if (execution.exitCode() != 0) {
			throw new LocalServerException(
					"%s ended with exit code %d: %s".formatted(task, execution.exitCode(), execution.message()));
		}
	}

	/**
	 * Demo data that the user has not been notified of.
	 *
	 * @param coupon a coupon that expires soon
	 * @param fundings fundings that are to be closed, and one that closes soon
	 */
	record FreshDemoData(FreshCoupon coupon, FreshFundings fundings) {

	}

}
