package dev.fundbell.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.fundbell.notification.NewNotification;
import dev.fundbell.test.RealServers.TestDatabase;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An instance of an online service that brings the starter and nothing else. */
final class OnlineService implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private final TransactionTemplate transactions;

	private OnlineService(ConfigurableApplicationContext context) {
		this.context = context;
		this.transactions = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
	}

	static OnlineService start(TestDatabase database, String brokers, String topic, String... more) {
		List<String> arguments = new ArrayList<>(List.of("--spring.datasource.url=" + database.url(),
				"--spring.datasource.username=" + database.username(),
				"--spring.datasource.password=" + database.password(), "--spring.flyway.enabled=false",
				"--spring.kafka.bootstrap-servers=" + brokers, "--fundbell.outbox.topic=" + topic,
				"--logging.level.org.apache.kafka=off"));
		arguments.addAll(List.of(more));
		return new OnlineService(new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.run(arguments.toArray(String[]::new)));
	}

	Notifications notifications() {
		return bean(Notifications.class);
	}

	boolean create(NewNotification notification) {
		return Boolean.TRUE.equals(this.transactions.execute((status) -> notifications().create(notification)));
	}

	void inTransaction(Consumer<Notifications> work) {
		this.transactions.executeWithoutResult((status) -> work.accept(notifications()));
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	@Override
	public void close() {
		this.context.close();
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

	}

}
