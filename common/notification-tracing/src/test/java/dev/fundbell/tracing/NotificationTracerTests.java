package dev.fundbell.tracing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.fundbell.test.TraceCollector;
import dev.fundbell.test.TraceCollector.CollectedSpan;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class NotificationTracerTests {

	private static final Instant START = Instant.ofEpochSecond(1);

	private static final Instant END = START.plus(Duration.ofMillis(30));

	@AutoClose
	private final TraceCollector collector = new TraceCollector();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NotificationTracingAutoConfiguration.class))
		.withPropertyValues("spring.application.name=some-app");

	@Test
	void makesOneTraceOfTheStagesOfAllApps() {
		app("fundbell.tracing.one-in=1", (tracer) -> tracer.record(Stage.PUBLISH, 258, START, END, Map.of("k", "v")));
		app("fundbell.tracing.one-in=1", (tracer) -> tracer.record(Stage.PUSH, 258, START, END, Map.of()));
		List<CollectedSpan> spans = this.collector.spans();
		assertThat(spans).extracting(CollectedSpan::name).containsExactly("publish notification", "push to browsers");
		assertThat(spans).extracting(CollectedSpan::traceId).containsOnly("66756e6462656c6c0000000000000102");
		assertThat(spans.get(0).parentId()).isEmpty();
		assertThat(spans.get(1).parentId()).isEqualTo(spans.get(0).spanId());
		assertThat(spans.get(0).attributes())
			.containsExactlyInAnyOrderEntriesOf(Map.of("fundbell.notification.id", "258", "fundbell.k", "v"));
		assertThat(spans.get(0).nanos()).isEqualTo(Duration.ofMillis(30).toNanos());
	}

	@Test
	void tracesOneNotificationInSoMany() {
		app("fundbell.tracing.one-in=100", (tracer) -> {
			for (long id = 1; id <= 200; id++) {
				tracer.record(Stage.PUSH, id, START, END, Map.of());
			}
		});
		assertThat(this.collector.spans()).extracting((span) -> span.attributes().get("fundbell.notification.id"))
			.containsExactly("100", "200");
	}

	@Test
	void namesTheAppAndTheTasksExecution() {
		this.runner.withPropertyValues(endpoint(), "fundbell.tracing.one-in=1", "spring.cloud.task.executionid=17")
			.run((context) -> context.getBean(NotificationTracer.class)
				.record(Stage.PUBLISH, 1, START, END, Map.of(), true));
		assertThat(this.collector.spans()).singleElement().satisfies((span) -> {
			assertThat(span.app()).containsEntry("service.name", "some-app")
				.containsEntry("fundbell.task.execution.id", "17");
			assertThat(span.failed()).isTrue();
		});
	}

	@Test
	void isOffWithoutACollector() {
		this.runner.run((context) -> {
			NotificationTracer tracer = context.getBean(NotificationTracer.class);
			assertThat(tracer.traces(1000)).isFalse();
			tracer.record(Stage.PUBLISH, 1000, START, END, Map.of());
		});
		assertThat(this.collector.spans()).isEmpty();
	}

	@Test
	void outlivesACollectorThatIsAway() {
		this.collector.close();
		app("fundbell.tracing.one-in=1", (tracer) -> tracer.record(Stage.PUBLISH, 1, START, END, Map.of()));
	}

	@Test
	void neverEndsAStageBeforeItsStart() {
		app("fundbell.tracing.one-in=1", (tracer) -> tracer.record(Stage.PUSH, 1, END, START, Map.of()));
		assertThat(this.collector.spans()).extracting(CollectedSpan::nanos).containsExactly(0L);
	}

	@ParameterizedTest
	@ValueSource(strings = { "fundbell.tracing.endpoint=collector:4318", "fundbell.tracing.one-in=0" })
	void failsAtStartWhereAnOptionMakesNoSense(String option) {
		this.runner.withPropertyValues(option)
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining(option.split("=", 2)[0]));
	}

	private void app(String option, Consumer<NotificationTracer> work) {
		this.runner.withPropertyValues(endpoint(), option)
			.run((context) -> work.accept(context.getBean(NotificationTracer.class)));
	}

	private String endpoint() {
		return "fundbell.tracing.endpoint=" + this.collector.endpoint();
	}

}
