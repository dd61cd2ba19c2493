package dev.fundbell.notification;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import dev.fundbell.test.Rows;
import dev.fundbell.test.SettableClock;
import dev.fundbell.test.WithRealServers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/** Each type's condition at its borders, on the real database. */
@SpringBootTest
@WithRealServers
class WithdrawalsIT {

	private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

	/** Noon of the 24th in Seoul. */
	private static final Instant DEADLINE = Instant.parse("2026-11-24T03:00:00Z");

	private static final LocalDate LAST_DAY = LocalDate.parse("2026-11-24");

	@Autowired
	private Withdrawals withdrawals;

	@Autowired
	private CouponDeadline couponDeadline;

	@Autowired
	private FundingSucceeded fundingSucceeded;

	@Autowired
	private FundingFailed fundingFailed;

	@Autowired
	private FundingDeadline fundingDeadline;

	@Autowired
	private SettableClock clock;

	private final Rows rows;

	private long user;

	private long funding;

	private long coupon;

	private long participation;

	WithdrawalsIT(@Autowired DataSource database) {
		this.rows = new Rows(database);
	}

	@BeforeEach
	void createRows() {
		this.clock.set(NOW);
		this.user = this.rows.user("ko");
		this.funding = this.rows.funding("달빛 램프", 1000, DEADLINE);
		this.coupon = this.rows.coupon(this.user, this.funding, "ACTIVE", LAST_DAY);
		this.participation = this.rows.participation(this.funding, this.user, 1000);
	}

	@Test
	void aCouponsDeadlineIsTrueWhileTheCouponCanBeUsed() {
		long id = couponDeadline();
		assertThat(reason(id)).isNull();
		update("UPDATE coupons SET status = 'USED' WHERE id = ?", this.coupon);
		assertThat(reason(id)).isEqualTo("COUPON_USED");
		update("UPDATE coupons SET status = 'EXPIRED' WHERE id = ?", this.coupon);
		assertThat(reason(id)).isEqualTo("COUPON_EXPIRED");
		update("UPDATE coupons SET status = 'TAKEN_BACK' WHERE id = ?", this.coupon);
		assertThat(reason(id)).isEqualTo("COUPON_TAKEN_BACK");
		update("DELETE FROM coupons WHERE id = ?", this.coupon);
		assertThat(reason(id)).isEqualTo("COUPON_EXPIRED");
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 1 })
	void aCouponsDeadlineIsNotTrueOnceTheCouponHasAnotherDate(int days) {
		long id = couponDeadline();
		update("UPDATE coupons SET expiration_date = ? WHERE id = ?", LAST_DAY.plusDays(days), this.coupon);
		assertThat(reason(id)).isEqualTo("COUPON_DATE_MOVED");
	}

	@Test
	void expiresAtTheInstantThatItNames() {
		long id = couponDeadline();
		Instant end = Instant.parse("2026-11-24T15:00:00Z");
		this.clock.set(end.minus(Duration.ofNanos(1000)));
		assertThat(reason(id)).isNull();
		this.clock.set(end);
		assertThat(reason(id)).isEqualTo("EXPIRED");
		this.clock.set(end.plus(Duration.ofNanos(1000)));
		assertThat(reason(id)).isEqualTo("EXPIRED");
	}

	@Test
	void aSuccessIsTrueWhileTheUserTakesPartAndTheCouponCanBeUsed() {
		close("SUCCEEDED");
		long id = fundingSucceeded();
		assertThat(reason(id)).isNull();
		update("UPDATE coupons SET status = 'USED' WHERE id = ?", this.coupon);
		assertThat(reason(id)).isEqualTo("COUPON_USED");
		update("UPDATE coupons SET status = 'EXPIRED' WHERE id = ?", this.coupon);
		assertThat(reason(id)).isEqualTo("COUPON_EXPIRED");
		update("UPDATE coupons SET status = 'TAKEN_BACK' WHERE id = ?", this.coupon);
		assertThat(reason(id)).isEqualTo("COUPON_TAKEN_BACK");
		cancel();
		assertThat(reason(id)).isEqualTo("PARTICIPATION_CANCELLED");
		close("FAILED");
		assertThat(reason(id)).isEqualTo("FUNDING_NOT_SUCCEEDED");
	}

	@Test
	void aFailureIsTrueWhileTheUserTakesPart() {
		close("FAILED");
		long id = fundingFailed();
		assertThat(reason(id)).isNull();
		cancel();
		assertThat(reason(id)).isEqualTo("PARTICIPATION_CANCELLED");
		close("OPEN");
		assertThat(reason(id)).isEqualTo("FUNDING_NOT_FAILED");
	}

	@Test
	void oneOfSeveralParticipationsIsEnough() {
		close("FAILED");
		long id = fundingFailed();
		this.rows.participation(this.funding, this.user, 1);
		cancel();
		assertThat(reason(id)).isNull();
	}

	@Test
	void aFailureNeverExpires() {
		close("FAILED");
		long id = fundingFailed();
		this.clock.set(Instant.parse("2099-01-01T00:00:00Z"));
		assertThat(reason(id)).isNull();
	}

	@Test
	void aReminderIsTrueWhileTheUserIsInterestedAndTakesNoPart() {
		cancel();
		long interest = this.rows.interest(this.funding, this.user);
		long id = fundingDeadline();
		assertThat(reason(id)).isNull();
		this.rows.participation(this.funding, this.rows.user("ko"), 1);
		assertThat(reason(id)).isNull();
		update("DELETE FROM interests WHERE id = ?", interest);
		assertThat(reason(id)).isEqualTo("NOT_INTERESTED");
		this.rows.participation(this.funding, this.user, 1);
		assertThat(reason(id)).isEqualTo("TAKES_PART");
		close("FAILED");
		assertThat(reason(id)).isEqualTo("FUNDING_CLOSED");
	}

	@ParameterizedTest
	@ValueSource(strings = { "2026-11-23T15:00:00Z", "2026-11-24T15:00:00.000001Z" })
	void aReminderIsNotTrueOnceTheDeadlineIsOnAnotherDayInSeoul(Instant deadline) {
		long id = reminder();
		move(deadline);
		assertThat(reason(id)).isEqualTo("DEADLINE_MOVED");
	}

	@ParameterizedTest
	@ValueSource(strings = { "2026-11-23T15:00:00.000001Z", "2026-11-24T15:00:00Z" })
	void aReminderStaysTrueWhereTheDeadlineMovesWithinItsDay(Instant deadline) {
		long id = reminder();
		move(deadline);
		assertThat(reason(id)).isNull();
	}

	@Test
	void aReminderExpiresAtTheDeadline() {
		long id = reminder();
		this.clock.set(DEADLINE.minus(Duration.ofNanos(1000)));
		assertThat(reason(id)).isNull();
		this.clock.set(DEADLINE);
		assertThat(reason(id)).isEqualTo("EXPIRED");
	}

	@Test
	void tellsThoseOfManyThatAreNotTrue() {
		long first = couponDeadline();
		this.coupon = this.rows.coupon(this.user, this.funding, "USED", LAST_DAY);
		long second = couponDeadline();
		this.coupon = this.rows.coupon(this.user, this.funding, "EXPIRED", LAST_DAY);
		long third = couponDeadline();
		assertThat(this.withdrawals.reasons("COUPON_DEADLINE", List.of(first, second, third)))
			.isEqualTo(Map.of(second, "COUPON_USED", third, "COUPON_EXPIRED"));
		assertThat(this.withdrawals.reasons("COUPON_DEADLINE", List.of())).isEmpty();
		assertThat(this.withdrawals.reasons("FUNDING_FAILED", List.of(second, third))).isEmpty();
	}

	@Test
	void ofATypeThatIsNotKnownOnlyTheTimeCounts() {
		long id = insert(new NewNotification("OTHER", this.user, 1, LAST_DAY, null, null, "text", DEADLINE), "CREATED");
		assertThat(this.withdrawals.reasons("OTHER", List.of(id))).isEmpty();
		this.clock.set(DEADLINE);
		assertThat(this.withdrawals.reasons("OTHER", List.of(id))).isEqualTo(Map.of(id, "EXPIRED"));
	}

	@Test
	void withdrawsWithItsReasonWhatHasNotBeenPublished() {
		long created = other("CREATED");
		long claimed = other("PUBLISHING");
		long published = other("PUBLISHED");
		long before = other("WITHDRAWN");
		assertThat(this.withdrawals
			.withdraw(Map.of(created, "COUPON_USED", claimed, "EXPIRED", published, "EXPIRED", before, "EXPIRED")))
			.isEqualTo(2);
		assertThat(stored(created)).isEqualTo("WITHDRAWN COUPON_USED");
		assertThat(stored(claimed)).isEqualTo("WITHDRAWN EXPIRED");
		assertThat(stored(published)).isEqualTo("PUBLISHED");
		assertThat(stored(before)).isEqualTo("WITHDRAWN");
		assertThat(this.withdrawals.withdraw(Map.of())).isZero();
	}

	private long couponDeadline() {
		return insert(this.couponDeadline
			.of(new ExpiringCoupon(this.coupon, this.user, "ko", this.funding, "달빛 램프", LAST_DAY)), "CREATED");
	}

	private long fundingSucceeded() {
		return insert(this.fundingSucceeded.of(new Recipient(this.user, "ko"), closed(),
				new GrantedCoupon(this.coupon, 5000, LAST_DAY)), "PUBLISHING");
	}

	private long fundingFailed() {
		return insert(this.fundingFailed.of(new Recipient(this.user, "ko"), closed()), "PUBLISHED");
	}

	private long reminder() {
		cancel();
		this.rows.interest(this.funding, this.user);
		return fundingDeadline();
	}

	private long fundingDeadline() {
		return insert(this.fundingDeadline.of(new Recipient(this.user, "ko"), facts()), "CREATED");
	}

	private long other(String state) {
		long subject = this.rows.count("notifications") + 1_000_000;
		return insert(new NewNotification("OTHER", this.user, subject, LAST_DAY, null, null, "text", null), state);
	}

	private ClosedFunding closed() {
		return new ClosedFunding(this.funding, "달빛 램프", LAST_DAY);
	}

	private FundingFacts facts() {
		return new FundingFacts(this.funding, "달빛 램프", DEADLINE);
	}

	private long insert(NewNotification notification, String state) {
		return this.rows.jdbc()
			.sql("""
					INSERT INTO notifications (type, user_id, subject_id, due_date, funding_id, coupon_id, message,
					    expires_at, state, created_at)
					VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '2026-11-23') RETURNING id
					""")
			.params(notification.type(), notification.userId(), notification.subjectId(), notification.dueDate(),
					notification.fundingId(), notification.couponId(), notification.message(),
					utc(notification.expiresAt()), state)
			.query(Long.class)
			.single();
	}

	private void close(String status) {
		update("UPDATE fundings SET status = ? WHERE id = ?", status, this.funding);
	}

	private void move(Instant deadline) {
		update("UPDATE fundings SET deadline = ? WHERE id = ?", utc(deadline), this.funding);
	}

	private void cancel() {
		update("UPDATE participations SET status = 'CANCELLED' WHERE id = ?", this.participation);
	}

	private void update(String sql, Object... values) {
		assertThat(this.rows.jdbc().sql(sql).params(values).update()).isEqualTo(1);
	}

	private @Nullable String reason(long id) {
		String type = this.rows.jdbc()
			.sql("SELECT type FROM notifications WHERE id = ?")
			.param(id)
			.query(String.class)
			.single();
		return this.withdrawals.reasons(type, List.of(id)).get(id);
	}

	private String stored(long id) {
		return this.rows.jdbc()
			.sql("SELECT CONCAT_WS(' ', state, withdrawn_reason) FROM notifications WHERE id = ?")
			.param(id)
			.query(String.class)
			.single();
	}

	private static @Nullable LocalDateTime utc(@Nullable Instant instant) {
		return (instant != null) ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC) : null;
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

		@Bean
		SettableClock clock() {
			return new SettableClock("2026-11-23T00:00:00Z");
		}

	}

}
