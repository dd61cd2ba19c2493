package dev.fundbell.batch.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/** Tests of {@link MetricsPush} and its options. */
class MetricsPushTests {

	private static final Instant NOON = Instant.EPOCH.plusSeconds(43_200);

	private final Map<String, String> pushed = new ConcurrentHashMap<>();

	private HttpServer gateway;

	@BeforeEach
	void startGateway() throws IOException {
		this.gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.gateway.createContext("/", this::take);
		this.gateway.start();
	}

	@AfterEach
	void stopGateway() {
		this.gateway.stop(0);
	}

	/** Rules and dashboards go by the list in {@code monitoring/metrics}. */
	@Test
	void pushesWhatARunHasDone() throws IOException {
		pushTo(address() + "/", run(new JobParameters()));
		assertThat(this.pushed).containsOnlyKeys("PUT /metrics/job/task/task/coupon-expiry");
		String metrics = this.pushed.values().iterator().next();
		assertThat(metrics.lines()).contains("fundbell_task_succeeded 1", "fundbell_task_ended_seconds 43200",
				"fundbell_task_duration_seconds 1.500", "fundbell_task_rows{step=\"notify\",rows=\"read\"} 12",
				"fundbell_task_rows{step=\"notify\",rows=\"written\"} 10",
				"fundbell_task_rows{step=\"notify\",rows=\"skipped\"} 2");
		assertThat(metrics).doesNotContain("partition");
		assertThat(
				metrics.lines().filter((line) -> !line.startsWith("#")).map((line) -> line.replaceFirst("[{ ].*", "")))
			.containsAll(Files.readAllLines(Path.of("../../monitoring/metrics/tasks.txt")));
	}

	@Test
	void keepsTheSharesOfARunApart() {
		pushTo(address(), run(new JobParametersBuilder().addString(Share.PARAMETER, "2/4").toJobParameters()));
		assertThat(this.pushed).containsOnlyKeys("PUT /metrics/job/task/task/coupon-expiry/share/2-4");
	}

	@Test
	void neitherAGatewayThatIsAwayNorNoneAtAllFailsTheRun() {
		String address = address();
		this.gateway.stop(0);
		assertThatNoException().isThrownBy(() -> pushTo(address, run(new JobParameters())));
		assertThatNoException().isThrownBy(
				() -> new MetricsPush(new MetricsProperties(null), Clock.systemUTC()).push(run(new JobParameters())));
	}

	@Test
	void theOptionIsAnAddressAndNoneByDefault() {
		ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Options.class);
		runner.run((context) -> assertThat(context.getBean(MetricsProperties.class).pushGateway()).isNull());
		runner.withPropertyValues("fundbell.metrics.push-gateway=")
			.run((context) -> assertThat(context.getBean(MetricsProperties.class).pushGateway()).isNull());
		runner.withPropertyValues("fundbell.metrics.push-gateway=http://gateway:9091")
			.run((context) -> assertThat(context.getBean(MetricsProperties.class).pushGateway())
				.hasToString("http://gateway:9091"));
		runner.withPropertyValues("fundbell.metrics.push-gateway=gateway:9091")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("must be an http or https address"));
	}

	private static void pushTo(String gateway, JobExecution run) {
		new MetricsPush(new MetricsProperties(URI.create(gateway)), Clock.fixed(NOON, ZoneOffset.UTC)).push(run);
	}

	private static JobExecution run(JobParameters parameters) {
		JobExecution run = new JobExecution(1, new JobInstance(1, "coupon-expiry"), parameters);
		LocalDateTime start = LocalDateTime.ofInstant(NOON, ZoneOffset.UTC);
		run.setStartTime(start);
		run.setEndTime(start.plusNanos(1_500_000_000));
		run.setStatus(BatchStatus.COMPLETED);
		StepExecution step = new StepExecution(1, "notify", run);
		step.setReadCount(12);
		step.setWriteCount(10);
		step.setProcessSkipCount(2);
		run.addStepExecution(step);
		run.addStepExecution(new StepExecution(2, "notify:partition0", run));
		return run;
	}

	private String address() {
		return "http://127.0.0.1:" + this.gateway.getAddress().getPort();
	}

	private void take(HttpExchange exchange) throws IOException {
		this.pushed.put(exchange.getRequestMethod() + " " + exchange.getRequestURI(),
				new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
		exchange.sendResponseHeaders(202, -1);
		exchange.close();
	}

	@EnableConfigurationProperties(MetricsProperties.class)
	static class Options {

	}

}
