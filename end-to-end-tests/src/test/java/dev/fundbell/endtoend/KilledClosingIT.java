package dev.fundbell.endtoend;

import java.time.Instant;
import java.util.Map;

import dev.fundbell.servers.ChildProcess;
import dev.fundbell.test.Rows;
import dev.fundbell.test.Today;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The promise that each participant of a closed funding gets one coupon and one
 * notification, on real processes: the task is killed after each of its steps to the end,
 * and launched again.
 */
class KilledClosingIT extends FlowTestBase {

	private final Instant deadline = Today.yesterday();

	private static final int PARTICIPANTS_OF_ONE = 20_000;

	private static final int FUNDINGS_OF_TWO = 200;

	@Override
	void createRows() {
		this.rows.jdbc().sql("""
				INSERT INTO users (name, locale, created_at)
				SELECT 'A participant', 'ko', ? FROM seq_1_to_%d
				""".formatted(PARTICIPANTS_OF_ONE - 2)).param(Rows.CREATED_AT).update();
		long large = this.rows.funding("달빛 램프", 1, this.deadline);
		this.rows.jdbc().sql("""
				INSERT INTO participations (funding_id, user_id, amount, status, created_at)
				SELECT ?, id, 1000, 'ACTIVE', ? FROM users
				""").params(large, Rows.CREATED_AT).update();
		for (int number = 0; number < FUNDINGS_OF_TWO; number++) {
			// Every other one is short of its target by one won.
			long small = this.rows.funding("small " + number, 4000 + number % 2, this.deadline);
			this.rows.participation(small, this.user, 1000);
			this.rows.participation(small, this.user, 1000);
			this.rows.participation(small, this.otherUser, 2000);
		}
	}

	@Test
	void givesEachParticipantOneCouponAndOneNotificationHoweverOftenItIsKilled() {
		killOnceThereAreMore("funding_closings");
		assertThat(this.rows.count("coupons")).as("coupons when it was killed").isLessThan(PARTICIPANTS_OF_ONE);
		killOnceThereAreMore("coupons");
		assertThat(this.rows.count("funding_closings WHERE settled_at IS NULL")).as("not settled").isPositive();
		ChildProcess task = launchUntilMore("notifications WHERE state = 'PUBLISHED'");
		Pause.during(this.flow.kafka().process(), () -> {
			awaitStuckClaims();
			task.kill();
		});
		assertThat(this.rows.notificationsIn("PUBLISHING")).as("claimed by the killed task").isPositive();
		launch();
		assertThat(this.flow.exitCode()).as("exit code of the last launch").isZero();
		assertEachIsToldOnce();
		assertBothGotExactlyTheirOwn();
	}

	private void killOnceThereAreMore(String rows) {
		launchUntilMore(rows).kill();
	}

	private ChildProcess launchUntilMore(String rows) {
		long before = this.rows.count(rows);
		ChildProcess task = launch();
		awaitMoreThan(before, rows);
		return task;
	}

	private ChildProcess launch() {
		return launchTask(Jars.FUNDING_CLOSE_TASK, "--as-of=" + this.deadline);
	}

	private void assertEachIsToldOnce() {
		assertThat(this.rows.count("fundings WHERE status = 'SUCCEEDED'")).isEqualTo(1 + FUNDINGS_OF_TWO / 2);
		assertThat(this.rows.count("fundings WHERE status = 'FAILED'")).isEqualTo(FUNDINGS_OF_TWO / 2);
		assertThat(this.rows.count("funding_closings WHERE settled_at IS NULL")).isZero();
		int coupons = PARTICIPANTS_OF_ONE + FUNDINGS_OF_TWO;
		assertThat(this.rows.count("coupons")).isEqualTo(coupons);
		assertThat(this.rows.count("notifications n JOIN coupons c ON c.id = n.coupon_id AND c.user_id = n.user_id"))
			.isEqualTo(coupons);
		assertThat(this.rows.count("notifications WHERE type = 'FUNDING_FAILED'")).isEqualTo(FUNDINGS_OF_TWO);
		assertThat(this.rows.notificationsByState()).isEqualTo(Map.of("PUBLISHED", (long) coupons + FUNDINGS_OF_TWO));
	}

}
