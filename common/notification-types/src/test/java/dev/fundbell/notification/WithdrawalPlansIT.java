package dev.fundbell.notification;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import javax.sql.DataSource;

import dev.fundbell.test.LargeTables;
import dev.fundbell.test.Plans;
import dev.fundbell.test.Rows;
import dev.fundbell.test.WithRealServers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule that asking whether notifications are stale, and withdrawing them, seeks by
 * index: for any number of notifications, however large and skewed the tables are.
 */
@SpringBootTest
@WithRealServers
class WithdrawalPlansIT {

	private static final int ROWS = 200_000;

	@Autowired
	private Withdrawals withdrawals;

	@Autowired
	private List<NotificationType> types;

	@Autowired
	private Plans plans;

	@BeforeAll
	static void fill(@Autowired DataSource database) {
		new LargeTables(database, ROWS).usersAndFundings(Rows.FAR_AHEAD)
			.participations()
			.interests()
			.coupons("'9998-01-01'")
			.notifications()
			.analyze();
	}

	@BeforeEach
	void clear() {
		this.plans.clear();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 999, 1000, 10_000 })
	void asksForNotificationsByIdsOrByTheirRange(int number) {
		List<Long> ids = LongStream.rangeClosed(1, number).boxed().toList();
		this.types.forEach((type) -> {
			this.withdrawals.reasons(type.name(), ids);
			this.withdrawals.reasonsOfClaimed(type.name(), 1, number);
		});
		assertThat(this.plans.accesses()).filteredOn((access) -> access.table().equals("n")).isNotEmpty();
		assertThat(this.plans.scans()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 999, 1000, 10_000 })
	void withdrawsByIds(int number) {
		Map<Long, String> reasons = new HashMap<>();
		LongStream.rangeClosed(1, number).forEach((id) -> reasons.put(id, "COUPON_USED"));
		this.withdrawals.withdraw(reasons);
		assertThat(this.plans.accesses()).extracting(Plans.Access::table).contains("notifications");
		assertThat(this.plans.scans()).isEmpty();
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

		@Bean
		static Plans plans() {
			return new Plans();
		}

	}

}
