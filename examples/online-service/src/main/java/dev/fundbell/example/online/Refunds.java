package dev.fundbell.example.online;

import java.time.LocalDate;

import dev.fundbell.database.BusinessCalendar;
import dev.fundbell.database.Cancellation;
import dev.fundbell.database.Participations;
import dev.fundbell.notification.CouponTakenBack;
import dev.fundbell.notification.Recipient;
import dev.fundbell.notification.TakenBackCoupon;
import dev.fundbell.outbox.Notifications;

import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Service that cancels participations. If this takes a coupon back, the user is notified
 * in the same transaction. Thread-safe.
 */
@Service
class Refunds {

	private static final String TAKEN_BACK = """
			SELECT k.id, k.user_id, u.locale, k.funding_id, f.title, k.amount
			FROM coupons k JOIN users u ON u.id = k.user_id JOIN fundings f ON f.id = k.funding_id
			WHERE k.id = ?
			""";

	private final JdbcClient jdbc;

	private final Participations participations;

	private final CouponTakenBack type;

	private final Notifications notifications;

	private final BusinessCalendar calendar;

	Refunds(JdbcClient jdbc, CouponTakenBack type, Notifications notifications, BusinessCalendar calendar) {
		this.jdbc = jdbc;
		this.participations = new Participations(jdbc);
		this.type = type;
		this.notifications = notifications;
		this.calendar = calendar;
	}

	/**
	 * Cancels a participation. Money is given back by another part, after the commit.
	 * Where MariaDB has rolled the transaction back to end a deadlock, a new one begins.
	 * @param participationId the participation
	 * @return the outcome
	 */
	@Retryable(includes = PessimisticLockingFailureException.class, maxRetries = 5, delay = 20, jitter = 10,
			multiplier = 2)
	@Transactional
	public Cancellation cancel(long participationId) {
		Cancellation cancellation = this.participations.cancel(participationId, this.calendar.now());
		Long coupon = cancellation.couponId();
		if (coupon != null && cancellation.result() == Cancellation.Result.COUPON_TAKEN_BACK) {
			this.notifications.create(this.type.of(takenBack(coupon)));
		}
		return cancellation;
	}

	private TakenBackCoupon takenBack(long couponId) {
		LocalDate today = this.calendar.today();
		return this.jdbc.sql(TAKEN_BACK)
			.param(couponId)
			.query((row, number) -> new TakenBackCoupon(row.getLong(1), new Recipient(row.getLong(2), row.getString(3)),
					row.getLong(4), row.getString(5), row.getLong(6), today))
			.single();
	}

}
