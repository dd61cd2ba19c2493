package dev.fundbell.benchmarks.naive;

import java.time.Instant;
import java.time.LocalDate;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** Notification as a JPA entity of the naive job. */
@Entity
@Table(name = "notifications")
class NaiveNotification {

	@Id
	@GeneratedValue
	@SequenceGenerator(sequenceName = "notification_ids", allocationSize = 10_000)
	@Nullable Long id;

	String type = "COUPON_DEADLINE";

	long userId;

	long subjectId;

	LocalDate dueDate = LocalDate.EPOCH;

	long fundingId;

	long couponId;

	String message = "";

	@Column(columnDefinition = "enum")
	String state = "PUBLISHED";

	Instant createdAt = Instant.EPOCH;

	Instant firstPublishedAt = Instant.EPOCH;

	Instant publishedAt = Instant.EPOCH;

}
