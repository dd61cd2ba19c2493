package dev.fundbell.dataflow.probe;

import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Wiring of a job with one step. Each launch is a job instance of its own, even if
 * several start at once.
 */
@Configuration(proxyBeanMethods = false)
class ProbeJobConfiguration {

	private static final Logger log = LoggerFactory.getLogger(ProbeJobConfiguration.class);

	@Bean
	Job probeJob(JobRepository jobs, Step probeStep) {
		return new JobBuilder("probe-job", jobs).incrementer(
				(last) -> new JobParametersBuilder().addString("run", UUID.randomUUID().toString()).toJobParameters())
			.start(probeStep)
			.build();
	}

	@Bean
	Step probeStep(JobRepository jobs, ProbeProperties properties) {
		return new StepBuilder("probe-step", jobs).tasklet((contribution, context) -> {
			log.info("probe step runs for {}, a secret of {} letters is in the environment", properties.sleep(),
					properties.secret().length());
			Thread.sleep(properties.sleep().toMillis());
			if (properties.fail()) {
				throw new IllegalStateException("The probe fails, as it was told to");
			}
			return RepeatStatus.FINISHED;
		}).build();
	}

}
