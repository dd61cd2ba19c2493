package dev.fundbell.benchmarks.naive;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.event.NotificationEventJson;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;

import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.database.JpaPagingItemReader;
import org.springframework.batch.infrastructure.item.database.builder.JpaPagingItemReaderBuilder;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Job as one would write it first: a paging reader over JPA, chunks of ten, and for each
 * coupon a look-up of its funding, a formatted text, one merge and one send.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@AutoConfigurationPackage
public class NaiveJob {

	/**
	 * Runs the job.
	 * @param arguments where the services are
	 * @param date the expiration date of the coupons
	 * @param after how many coupons it passes over, as if it had done them
	 * @param coupons how many coupons it then works on
	 * @return notifications a second, from the first row read to the last one sent
	 * @throws IllegalStateException if it failed or found fewer coupons
	 */
	public static double run(List<String> arguments, LocalDate date, int after, int coupons) throws Exception {
		SpringApplication application = new SpringApplicationBuilder(NaiveJob.class).web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", "logging.level.root=error", "spring.batch.job.enabled=false",
					"spring.batch.jdbc.initialize-schema=always", "spring.flyway.enabled=false",
					"spring.jpa.properties.hibernate.jdbc.time_zone=UTC",
					"spring.jpa.properties.hibernate.id.optimizer.pooled.preferred=pooled-lo",
					"spring.cloud.stream.bindings.notifications-out-0.destination=notifications-naive",
					"spring.cloud.stream.kafka.bindings.notifications-out-0.producer.message-key-expression=headers['kafka_messageKey']")
			.application();
		try (ConfigurableApplicationContext context = application.run(arguments.toArray(String[]::new))) {
			Step step = step(context, reader(context, date, after, coupons));
			JobRepository repository = context.getBean(JobRepository.class);
			long start = System.nanoTime();
			JobExecution execution = context.getBean(JobOperator.class)
				.start(new JobBuilder("naive", repository).start(step).build(),
						new JobParametersBuilder().addString("run", UUID.randomUUID().toString()).toJobParameters());
			if (execution.getStatus().isUnsuccessful()) {
				throw new IllegalStateException("The naive job failed", execution.getAllFailureExceptions().get(0));
			}
			double seconds = (System.nanoTime() - start) / 1e9;
			long written = execution.getStepExecutions().stream().mapToLong(StepExecution::getWriteCount).sum();
			if (written != coupons) {
				throw new IllegalStateException("The naive job made " + written + " notifications of " + coupons);
			}
			return coupons / seconds;
		}
	}

	private static Step step(ConfigurableApplicationContext context, JpaPagingItemReader<Coupon> reader) {
		EntityManagerFactory factory = context.getBean(EntityManagerFactory.class);
		EntityManager entities = SharedEntityManagerCreator.createSharedEntityManager(factory);
		return new StepBuilder("naive", context.getBean(JobRepository.class)).<Coupon, NaiveNotification>chunk(10)
			.transactionManager(context.getBean(PlatformTransactionManager.class))
			.reader(reader)
			.processor(processor(context.getBean(Fundings.class)))
			.writer(writer(entities, context.getBean(StreamBridge.class)))
			.build();
	}

	private static JpaPagingItemReader<Coupon> reader(ConfigurableApplicationContext context, LocalDate date, int after,
			int coupons) {
		return new JpaPagingItemReaderBuilder<Coupon>().name("coupons")
			.entityManagerFactory(context.getBean(EntityManagerFactory.class))
			.queryString("select c from Coupon c where c.status = ACTIVE and c.expirationDate = :date order by c.id")
			.parameterValues(Map.of("date", date))
			.pageSize(10)
			.currentItemCount(after)
			.maxItemCount(after + coupons)
			.build();
	}

	private static ItemProcessor<Coupon, NaiveNotification> processor(Fundings fundings) {
		return (coupon) -> {
			Funding funding = fundings.findById(coupon.getFundingId()).orElseThrow();
			NaiveNotification notification = new NaiveNotification();
			notification.userId = coupon.getUserId();
			notification.subjectId = coupon.getId();
			notification.dueDate = coupon.getExpirationDate();
			notification.fundingId = coupon.getFundingId();
			notification.couponId = coupon.getId();
			notification.message = String.format("[%s] 펀딩 쿠폰이 %s에 만료됩니다.", funding.getTitle(),
					coupon.getExpirationDate().format(DateTimeFormatter.ofPattern("yyyy년 MM월 dd일")));
			notification.createdAt = Instant.parse("2026-11-23T00:00:00Z");
			return notification;
		};
	}

	private static ItemWriter<NaiveNotification> writer(EntityManager entities, StreamBridge bridge) {
		return (Chunk<? extends NaiveNotification> chunk) -> {
			for (NaiveNotification notification : chunk) {
				send(entities.merge(notification), bridge);
			}
		};
	}

	private static void send(NaiveNotification stored, StreamBridge bridge) {
		long id = (stored.id != null) ? stored.id : 0;
		byte[] event = NotificationEventJson.write(new NotificationEvent(id, stored.userId, stored.type, stored.message,
				stored.fundingId, stored.couponId, stored.createdAt, null));
		byte[] key = Long.toString(stored.userId).getBytes();
		bridge.send("notifications-out-0", MessageBuilder.withPayload(event).setHeader(KafkaHeaders.KEY, key).build());
	}

}
