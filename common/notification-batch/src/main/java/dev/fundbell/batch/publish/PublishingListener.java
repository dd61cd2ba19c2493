package dev.fundbell.batch.publish;

import dev.fundbell.batch.report.DryRun;
import dev.fundbell.publish.NotificationPublisher;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/**
 * Listener of steps that publish: makes sure, before anything is created, that the broker
 * can be reached, and logs at the end where the time went.
 */
final class PublishingListener implements StepExecutionListener {

	private static final Log log = LogFactory.getLog(PublishingListener.class);

	private final NotificationPublisher publisher;

	PublishingListener(NotificationPublisher publisher) {
		this.publisher = publisher;
	}

	@Override
	public void beforeStep(StepExecution stepExecution) {
		if (!DryRun.is(stepExecution.getJobParameters())) {
			this.publisher.connect();
		}
	}

	@Override
	public @Nullable ExitStatus afterStep(StepExecution stepExecution) {
		if (!DryRun.is(stepExecution.getJobParameters())) {
			log.info(this.publisher.times());
		}
		return null;
	}

}
