package dev.fundbell.sse.web;

import java.time.Duration;
import java.util.List;

import dev.fundbell.sse.LimitedSink;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What nobody may notice: the streams that a sink opens to itself. */
@ExtendWith(OutputCaptureExtension.class)
class WarmUpIT extends LimitedSink {

	@Autowired
	private WarmUp warmUp;

	@Autowired
	private SmartInitializingSingleton warmUpAtStart;

	@Autowired
	private DirectSubscriptions subscriptions;

	@Autowired
	private MeterRegistry meters;

	@Test
	void opensStreamsThatNoLimitAndNoMetricKnows() {
		await().until(() -> this.meters.get("fundbell.sse.connections").gauge().value() == 0);
		List<String> before = streamMetrics();
		assertThat(this.warmUp.open(700)).isEqualTo(700);
		assertThat(streamMetrics()).isNotEmpty().isEqualTo(before);
	}

	@Test
	void opensAsManyAsConfiguredBesideTheStart(CapturedOutput output) {
		this.warmUpAtStart.afterSingletonsInstantiated();
		await().atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(output).contains("Warmed up with 300 event streams"));
	}

	@Test
	void saysWhereItEnded(CapturedOutput output) {
		WarmUp refused = new WarmUp(this.subscriptions, (userId) -> "no token");
		assertThat(refused.open(10)).isZero();
		assertThat(output).contains("The warm-up ended after 0 of 10 event streams", "Answered with HTTP/1.1 404");
	}

	private List<String> streamMetrics() {
		return this.meters.getMeters()
			.stream()
			.filter((meter) -> meter.getId()
				.getName()
				.matches("fundbell\\.sse\\.(connections|users|refused|disconnects)"))
			.map((meter) -> meter.getId() + " " + valueOf(meter.measure()))
			.sorted()
			.toList();
	}

	private static double valueOf(Iterable<Measurement> measurements) {
		return measurements.iterator().next().getValue();
	}

}
