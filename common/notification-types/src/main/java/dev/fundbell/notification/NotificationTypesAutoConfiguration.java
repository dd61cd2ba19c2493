package dev.fundbell.notification;

import java.time.Clock;
import java.util.List;

import dev.fundbell.database.BusinessCalendar;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Auto-configuration of all notification types. A new type is one more bean. */
@AutoConfiguration
class NotificationTypesAutoConfiguration {

	@Bean
	CouponDeadline couponDeadline(BusinessCalendar calendar) {
		return new CouponDeadline(calendar);
	}

	@Bean
	CouponTakenBack couponTakenBack() {
		return new CouponTakenBack();
	}

	@Bean
	FundingSucceeded fundingSucceeded(BusinessCalendar calendar) {
		return new FundingSucceeded(calendar);
	}

	@Bean
	FundingFailed fundingFailed() {
		return new FundingFailed();
	}

	@Bean
	FundingDeadline fundingDeadline(BusinessCalendar calendar) {
		return new FundingDeadline(calendar);
	}

	@Bean
	Withdrawals withdrawals(JdbcClient jdbc, Clock clock, List<NotificationType> types) {
		return new Withdrawals(jdbc, clock, types);
	}

}
