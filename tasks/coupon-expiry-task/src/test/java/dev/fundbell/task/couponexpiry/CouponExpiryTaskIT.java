package dev.fundbell.task.couponexpiry;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import dev.fundbell.test.RealServices;
import dev.fundbell.test.RealServices.TestDatabase;
import dev.fundbell.test.Rows;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * The whole application, as Data Flow starts it, and what an operator sees of its end.
 */
class CouponExpiryTaskIT {

	private final TestDatabase service = RealServices.get().fundbellDatabase();

	private final TestDatabase platform = RealServices.get().emptyDatabase();

	private final Rows rows = new Rows(this.service.dataSource());

	private final JdbcClient metadata = JdbcClient.create(this.platform.dataSource());

	private final List<String> arguments = new ArrayList<>(
			List.of("--spring.profiles.active=stand-alone", "--fundbell.datasource.url=" + this.service.url(),
					"--fundbell.datasource.username=" + this.service.username(),
					"--fundbell.datasource.password=" + this.service.password(),
					"--spring.datasource.url=" + this.platform.url(),
					"--spring.datasource.username=" + this.platform.username(),
					"--spring.datasource.password=" + this.platform.password(), "--fundbell.batch.chunk-size=10",
					"--run-date=2026-11-23"));

	@BeforeEach
	void createCoupons() {
		long user = this.rows.user("ko");
		long funding = this.rows.funding("달빛 램프");
		IntStream.range(0, 100)
			.forEach((number) -> this.rows.coupon(user, funding, "ACTIVE", LocalDate.parse("2026-11-24")));
	}

	@Test
	void recordsACompleteExecution() {
		run(kafka());
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(100);
		assertThat(execution("CONCAT_WS('|', TASK_NAME, EXIT_CODE, END_TIME IS NOT NULL, EXIT_MESSAGE)"))
			.isEqualTo("coupon-expiry-task|0|1");
		assertThat(query("""
				SELECT CONCAT_WS('|', e.STATUS, i.JOB_NAME) FROM TASK_TASK_BATCH t
				JOIN BATCH_JOB_EXECUTION e ON e.JOB_EXECUTION_ID = t.JOB_EXECUTION_ID
				JOIN BATCH_JOB_INSTANCE i ON i.JOB_INSTANCE_ID = e.JOB_INSTANCE_ID
				""")).containsExactly("COMPLETED|coupon-expiry");
		assertThat(
				query("SELECT CONCAT_WS(' ', STEP_NAME, STATUS) FROM BATCH_STEP_EXECUTION ORDER BY STEP_EXECUTION_ID"))
			.containsExactly("expire COMPLETED", "publish-leftovers COMPLETED", "create-and-publish COMPLETED");
	}

	@Test
	void runsAgainWithTheSameArguments() {
		run(kafka());
		run(kafka());
		assertThat(query("SELECT STATUS FROM BATCH_JOB_EXECUTION")).containsExactly("COMPLETED", "COMPLETED");
	}

	@Test
	void saysWhichArgumentIsWrong() {
		assertThatException().isThrownBy(() -> run(kafka(), "--lead-days=-1"));
		assertThat(execution("EXIT_CODE")).isEqualTo("1");
		assertThat(execution("EXIT_MESSAGE"))
			.isEqualTo("--lead-days must be a whole number from 0 (on the last day only) to 366, but is '-1'");
	}

	@Test
	void saysThatTheBrokerIsAwayAndFinishesWhenItIsBack() {
		assertTimeoutPreemptively(Duration.ofSeconds(90),
				() -> assertThatException().isThrownBy(() -> run("127.0.0.1:1")));
		assertThat(execution("EXIT_CODE")).isEqualTo("1");
		assertThat(execution("EXIT_MESSAGE")).startsWith("Kafka does not take notifications:").doesNotContain("\n");
		assertThat(this.rows.count("notifications")).isZero();
		run(kafka());
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(100);
		assertThat(this.rows.count("notifications")).isEqualTo(100);
	}

	@Test
	void saysThatTheServicesDatabaseIsAway() {
		assertThatException().isThrownBy(() -> run(kafka(), "--fundbell.datasource.url=jdbc:mariadb://127.0.0.1:1/x",
				"--fundbell.datasource.hikari.connection-timeout=1000"));
		assertThat(execution("EXIT_CODE")).isEqualTo("1");
		assertThat(execution("EXIT_MESSAGE")).startsWith("The service's database does not answer (")
			.doesNotContain("\n");
		assertThat(query("SELECT STATUS FROM BATCH_JOB_EXECUTION")).containsExactly("FAILED");
	}

	@Test
	void keepsWhatWasCommittedBeforeItFailedAndDoesTheRestWhenItIsLaunchedAgain() {
		this.rows.jdbc().sql("""
				CREATE TRIGGER broken BEFORE INSERT ON notifications FOR EACH ROW
				IF NEW.coupon_id = (SELECT MAX(id) FROM coupons) THEN
				  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'broken';
				END IF
				""").update();
		assertThatException().isThrownBy(() -> run(kafka()));
		assertThat(execution("EXIT_MESSAGE")).contains("broken");
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(90);
		assertThat(this.rows.count("notifications")).isEqualTo(90);
		this.rows.jdbc().sql("DROP TRIGGER broken").update();
		run(kafka());
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(100);
	}

	@Test
	void endsWhereThePlatformsDatabaseIsAway() {
		assertThatException().isThrownBy(() -> run(kafka(), "--spring.datasource.url=jdbc:mariadb://127.0.0.1:1/x",
				"--spring.datasource.hikari.connection-timeout=1000"));
		assertThat(this.rows.count("notifications")).isZero();
	}

	private void run(String brokers, String... more) {
		List<String> all = new ArrayList<>(this.arguments);
		all.add("--spring.cloud.stream.kafka.binder.brokers=" + brokers);
		for (String argument : more) {
			// The same option twice would be one option with two values.
			all.removeIf((other) -> other.startsWith(argument.substring(0, argument.indexOf('=') + 1)));
			all.add(argument);
		}
		try (ConfigurableApplicationContext context = SpringApplication.run(CouponExpiryTaskApplication.class,
				all.toArray(String[]::new))) {
			assertThat(context).isNotNull();
		}
	}

	private static String kafka() {
		return RealServices.get().kafka().bootstrapServers();
	}

	private String execution(String expression) {
		return this.metadata
			.sql("SELECT " + expression + " FROM TASK_EXECUTION ORDER BY TASK_EXECUTION_ID DESC LIMIT 1")
			.query((row, number) -> row.getString(1))
			.single();
	}

	private List<String> query(String sql) {
		return this.metadata.sql(sql).query(String.class).list();
	}

}
