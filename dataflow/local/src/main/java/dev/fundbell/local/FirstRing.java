package dev.fundbell.local;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

import dev.fundbell.local.dataflow.DataFlowClient;
import dev.fundbell.local.dataflow.TaskRun;
import dev.fundbell.local.demo.DemoData.FreshCoupon;
import dev.fundbell.local.demo.NotificationListener;
import dev.fundbell.local.services.LocalServiceException;
import dev.fundbell.local.system.LocalPorts;
import tools.jackson.databind.JsonNode;

/**
 * The proof that the whole way works: launches the task while somebody listens, and shows
 * what arrives.
 */
final class FirstRing {

	static final String TASK = "coupon-expiry-task";

	private static final Duration TIMEOUT = Duration.ofMinutes(4);

	private final LocalPorts ports;

	private final Progress progress;

	FirstRing(LocalPorts ports, Progress progress) {
		this.ports = ports;
		this.progress = progress;
	}

	void ring(Steps steps, DataFlowClient dataFlow, FreshCoupon coupon) {
		CompletableFuture<JsonNode> arrival = new CompletableFuture<>();
		AtomicLong execution = new AtomicLong();
		try (NotificationListener listener = new NotificationListener(this.ports.sinkUrl())) {
			listener.subscribe(coupon.userId(), (notification) -> {
				if (notification.path("couponId").asLong() == coupon.id()) {
					arrival.complete(notification);
				}
			});
			steps.run("Notification", () -> {
				execution.set(dataFlow.launch(TASK, ""));
				awaitArrival(arrival, dataFlow, execution.get());
				return "arrived over SSE at user %d:".formatted(coupon.userId());
			});
			this.progress.line("                " + arrival.join().path("message").asString());
			steps.run("Task", () -> outcome(TaskWatch.awaitEnd(dataFlow, execution.get(), (run) -> {
			})));
		}
	}

	private static void awaitArrival(CompletableFuture<JsonNode> arrival, DataFlowClient dataFlow, long execution)
			throws ExecutionException, InterruptedException {
		long deadline = System.nanoTime() + TIMEOUT.toNanos();
		while (System.nanoTime() < deadline) {
			try {
				arrival.get(1, TimeUnit.SECONDS);
				return;
			}
			catch (TimeoutException ex) {
				outcome(dataFlow.taskRun(execution));
			}
		}
		throw new LocalServiceException("%s was launched, but its notification did not arrive within %d seconds"
			.formatted(TASK, TIMEOUT.toSeconds()));
	}

	private static String outcome(TaskRun run) {
		if (run.exitCode() != 0) {
			throw new LocalServiceException(
					"%s ended with exit code %d: %s".formatted(TASK, run.exitCode(), run.message()));
		}
		return "%s, execution %d, exit code 0".formatted(TASK, run.id());
	}

}
