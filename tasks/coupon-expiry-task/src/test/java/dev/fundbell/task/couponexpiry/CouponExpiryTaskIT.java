package dev.fundbell.task.couponexpiry;

import java.time.Duration;
import java.time.LocalDate;
import java.util.stream.IntStream;

import dev.fundbell.test.Rows;
import dev.fundbell.test.Today;
import dev.fundbell.test.task.TaskRuns;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * The whole application, as Data Flow starts it, and what an operator sees of its end.
 */
class CouponExpiryTaskIT {

	private static final LocalDate TODAY = Today.date();

	private final TaskRuns task = new TaskRuns(CouponExpiryTaskApplication.class, "--run-date=" + TODAY);

	private final Rows rows = this.task.rows();

	@BeforeEach
	void createCoupons() {
		long user = this.rows.user("ko");
		long funding = this.rows.funding("달빛 램프");
		IntStream.range(0, 100).forEach((number) -> this.rows.coupon(user, funding, "ACTIVE", TODAY.plusDays(1)));
	}

	@Test
	void recordsACompleteExecution() {
		this.task.run(TaskRuns.kafka());
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(100);
		assertThat(this.task.execution("CONCAT_WS('|', TASK_NAME, EXIT_CODE, END_TIME IS NOT NULL, EXIT_MESSAGE)"))
			.isEqualTo("coupon-expiry-task|0|1");
		assertThat(this.task.query("""
				SELECT CONCAT_WS('|', e.STATUS, i.JOB_NAME) FROM TASK_TASK_BATCH t
				JOIN BATCH_JOB_EXECUTION e ON e.JOB_EXECUTION_ID = t.JOB_EXECUTION_ID
				JOIN BATCH_JOB_INSTANCE i ON i.JOB_INSTANCE_ID = e.JOB_INSTANCE_ID
				""")).containsExactly("COMPLETED|coupon-expiry");
		assertThat(this.task.query(
				"SELECT CONCAT_WS(' ', STEP_NAME, STATUS) FROM BATCH_STEP_EXECUTION WHERE STEP_NAME NOT LIKE '%:%' ORDER BY STEP_EXECUTION_ID"))
			.containsExactly("expire COMPLETED", "notify COMPLETED", "publish COMPLETED");
	}

	@Test
	void runsAgainWithTheSameArguments() {
		this.task.run(TaskRuns.kafka());
		this.task.run(TaskRuns.kafka());
		assertThat(this.task.query("SELECT STATUS FROM BATCH_JOB_EXECUTION")).containsExactly("COMPLETED", "COMPLETED");
	}

	@Test
	void saysWhatADryRunWouldDoAndNeedsNoBroker() {
		this.task.run("127.0.0.1:1", "--dry-run=true");
		assertThat(this.task.execution("EXIT_CODE")).isEqualTo("0");
		assertThat(this.task.execution("EXIT_MESSAGE"))
			.startsWith("Dry run, nothing was changed. expire: 0 to do; notify: 100 to do (COUPON_DEADLINE of ")
			.endsWith(", …); publish: 0 to do");
		assertThat(this.rows.count("notifications")).isZero();
		assertThat(this.task
			.query("SELECT PARAMETER_VALUE FROM BATCH_JOB_EXECUTION_PARAMS " + "WHERE PARAMETER_NAME = 'dry-run'"))
			.containsExactly("true");
	}

	@Test
	void refusesADryRunThatMayBeNone() {
		assertThatException().isThrownBy(() -> this.task.run(TaskRuns.kafka(), "--dry-run=maybe"));
		assertThat(this.task.execution("EXIT_MESSAGE")).isEqualTo("--dry-run must be true or false, but is 'maybe'");
		assertThat(this.rows.count("notifications")).isZero();
	}

	@Test
	void saysWhichArgumentIsWrong() {
		assertThatException().isThrownBy(() -> this.task.run(TaskRuns.kafka(), "--lead-days=-1"));
		assertThat(this.task.execution("EXIT_CODE")).isEqualTo("1");
		assertThat(this.task.execution("EXIT_MESSAGE"))
			.isEqualTo("--lead-days must be a whole number from 0 (on the last day only) to 366, but is '-1'");
	}

	@Test
	void refusesToRunWithAClockThatIsNotTheDatabases() {
		this.rows.jdbc().sql("UPDATE coupons SET expiration_date = ?").param(TODAY.minusDays(1)).update();
		assertThatException().isThrownBy(() -> this.task.run(TaskRuns.kafka(), "--fundbell.batch.max-clock-skew=5m",
				"--fundbell.datasource.hikari.connection-init-sql=SET SESSION timestamp = UNIX_TIMESTAMP() - 86400"));
		assertThat(this.task.execution("EXIT_CODE")).isEqualTo("1");
		assertThat(this.task.execution("EXIT_MESSAGE")).startsWith("The clock of this machine shows ")
			.doesNotContain("\n");
		assertThat(this.rows.count("coupons WHERE status = 'ACTIVE'")).isEqualTo(100);
	}

	@Test
	void saysThatTheBrokerIsAwayAndFinishesWhenItIsBack() {
		assertTimeoutPreemptively(Duration.ofSeconds(90),
				() -> assertThatException().isThrownBy(() -> this.task.run("127.0.0.1:1", TaskRuns.shortKafkaWaits())));
		assertThat(this.task.execution("EXIT_CODE")).isEqualTo("1");
		assertThat(this.task.execution("EXIT_MESSAGE")).startsWith("Kafka does not take notifications:")
			.doesNotContain("\n");
		assertThat(this.rows.count("notifications")).isZero();
		this.task.run(TaskRuns.kafka());
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(100);
		assertThat(this.rows.count("notifications")).isEqualTo(100);
	}

	@Test
	void saysThatTheServicesDatabaseIsAway() {
		assertThatException()
			.isThrownBy(() -> this.task.run(TaskRuns.kafka(), "--fundbell.datasource.url=jdbc:mariadb://127.0.0.1:1/x",
					"--fundbell.datasource.hikari.connection-timeout=1000"));
		assertThat(this.task.execution("EXIT_CODE")).isEqualTo("1");
		assertThat(this.task.execution("EXIT_MESSAGE")).startsWith("The service's database does not answer (")
			.doesNotContain("\n");
		assertThat(this.task.query("SELECT STATUS FROM BATCH_JOB_EXECUTION")).containsExactly("FAILED");
	}

	@Test
	void keepsWhatWasCommittedBeforeItFailedAndDoesTheRestWhenItIsLaunchedAgain() {
		this.rows.jdbc().sql("""
				CREATE TRIGGER broken BEFORE INSERT ON notifications FOR EACH ROW
				IF NEW.coupon_id = (SELECT MAX(id) FROM coupons) THEN
				  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'broken';
				END IF
				""").update();
		assertThatException().isThrownBy(() -> this.task.run(TaskRuns.kafka()));
		assertThat(this.task.execution("EXIT_MESSAGE")).contains("broken");
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(90);
		assertThat(this.rows.count("notifications")).isEqualTo(90);
		this.rows.jdbc().sql("DROP TRIGGER broken").update();
		this.task.run(TaskRuns.kafka());
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(100);
	}

	@Test
	void endsWhereThePlatformsDatabaseIsAway() {
		assertThatException()
			.isThrownBy(() -> this.task.run(TaskRuns.kafka(), "--spring.datasource.url=jdbc:mariadb://127.0.0.1:1/x",
					"--spring.datasource.hikari.connection-timeout=1000"));
		assertThat(this.rows.count("notifications")).isZero();
	}

}
