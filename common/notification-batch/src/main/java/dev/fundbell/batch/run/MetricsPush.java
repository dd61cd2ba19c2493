package dev.fundbell.batch.run;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Locale;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.step.StepExecution;

/**
 * Push of a run's metrics to a Prometheus push gateway, because a task ends before it
 * could be scraped. Best effort: a gateway that is away costs the run two seconds and a
 * line in its log. A meter registry would make each start of a task longer, for a handful
 * of numbers that the job's execution holds anyway.
 */
final class MetricsPush {

	private static final Log log = LogFactory.getLog(MetricsPush.class);

	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private final @Nullable URI gateway;

	private final Clock clock;

	MetricsPush(MetricsProperties properties, Clock clock) {
		this.gateway = properties.pushGateway();
		this.clock = clock;
	}

	/** Pushes the metrics of a run that has ended, in place of those of its last run. */
	void push(JobExecution run) {
		if (this.gateway == null) {
			return;
		}
		try {
			int status = put(group(this.gateway, run), metrics(run));
			if (status / 100 != 2) {
				log.warn("The metrics of this run are lost: %s answers with %d".formatted(this.gateway, status));
			}
		}
		catch (IOException ex) {
			log.warn("The metrics of this run are lost: %s cannot be reached, %s".formatted(this.gateway, ex));
		}
	}

	// java.net.http would leave a thread in a system call, for which the end of a JVM
	// waits 0.3 s.
	private static int put(URI group, String metrics) throws IOException {
		byte[] body = metrics.getBytes(StandardCharsets.UTF_8);
		HttpURLConnection connection = (HttpURLConnection) group.toURL().openConnection();
		connection.setConnectTimeout((int) PATIENCE.toMillis());
		connection.setReadTimeout((int) PATIENCE.toMillis());
		connection.setRequestMethod("PUT");
		connection.setRequestProperty("Content-Type", "text/plain; version=0.0.4");
		connection.setDoOutput(true);
		try (OutputStream output = connection.getOutputStream()) {
			output.write(body);
		}
		try {
			return connection.getResponseCode();
		}
		finally {
			connection.disconnect();
		}
	}

	/** Each share of a run has a group of its own, so that none replaces another. */
	private static URI group(URI gateway, JobExecution run) {
		String share = run.getJobParameters().getString(Share.PARAMETER);
		return URI.create(gateway.toString().replaceAll("/+$", "") + "/metrics/job/task/task/"
				+ encoded(run.getJobInstance().getJobName())
				+ ((share != null) ? "/share/" + encoded(share.replace('/', '-')) : ""));
	}

	private String metrics(JobExecution run) {
		StringBuilder metrics = new StringBuilder("# TYPE fundbell_task_succeeded gauge\n");
		metrics.append("fundbell_task_succeeded ").append((run.getStatus() == BatchStatus.COMPLETED) ? 1 : 0);
		metrics.append("\n# TYPE fundbell_task_ended_seconds gauge\nfundbell_task_ended_seconds ")
			.append(this.clock.instant().getEpochSecond());
		metrics.append("\n# TYPE fundbell_task_duration_seconds gauge\nfundbell_task_duration_seconds ")
			.append(String.format(Locale.ROOT, "%.3f", seconds(run)));
		metrics.append("\n# TYPE fundbell_task_rows gauge\n");
		// The step itself holds the sums of its partitions.
		run.getStepExecutions()
			.stream()
			.filter((step) -> !step.getStepName().contains(":"))
			.forEach((step) -> metrics.append(rows(step)));
		return metrics.toString();
	}

	private static double seconds(JobExecution run) {
		LocalDateTime start = run.getStartTime();
		LocalDateTime end = run.getEndTime();
		return (start != null && end != null) ? Duration.between(start, end).toMillis() / 1000.0 : 0;
	}

	private static String rows(StepExecution step) {
		return row(step, "read", step.getReadCount()) + row(step, "written", step.getWriteCount())
				+ row(step, "skipped", step.getSkipCount());
	}

	private static String row(StepExecution step, String what, long count) {
		return "fundbell_task_rows{step=\"%s\",rows=\"%s\"} %d\n".formatted(step.getStepName(), what, count);
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

}
