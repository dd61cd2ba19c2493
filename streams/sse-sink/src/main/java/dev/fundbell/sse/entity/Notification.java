package dev.fundbell.sse.entity;

import java.time.Instant;
import java.time.LocalDate;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * Notification as the sink reads it, for inbox and replay. Tasks create and publish
 * notifications by the million, and do so in SQL.
 */
@Entity
@Table(name = "notifications")
public class Notification {

	/** State of a notification on its way to Kafka. */
	public enum State {

		/** It waits to be published. */
		CREATED,
		/**
		 * A task has claimed it and may have sent it. A task that was killed leaves it
		 * so, and the next one sends it again.
		 */
		PUBLISHING,
		/** Kafka has acknowledged it. */
		PUBLISHED,
		/** It was stale before it was sent, and was not sent. */
		WITHDRAWN

	}

	@Id
	@GeneratedValue
	@SequenceGenerator(sequenceName = "notification_ids", allocationSize = 10_000)
	private @Nullable Long id;

	private String type;

	private long userId;

	private long subjectId;

	private LocalDate dueDate;

	private @Nullable Long fundingId;

	private @Nullable Long couponId;

	private String message;

	@Enumerated(EnumType.STRING)
	private State state;

	private Instant createdAt;

	private @Nullable Instant expiresAt;

	private @Nullable Instant firstPublishedAt;

	private @Nullable Instant publishedAt;

	private @Nullable Instant readAt;

	/** For JPA, which only reads. */
	@SuppressWarnings("NullAway.Init")
	protected Notification() {
	}

	public long getId() {
		return Ids.stored(this.id);
	}

	/** The kind, such as {@code COUPON_DEADLINE}. */
	public String getType() {
		return this.type;
	}

	public long getUserId() {
		return this.userId;
	}

	/** The coupon or the funding, by type, that the business key contains. */
	public long getSubjectId() {
		return this.subjectId;
	}

	/** The date in the business key, in the business zone. */
	public LocalDate getDueDate() {
		return this.dueDate;
	}

	public @Nullable Long getFundingId() {
		return this.fundingId;
	}

	public @Nullable Long getCouponId() {
		return this.couponId;
	}

	public String getMessage() {
		return this.message;
	}

	public State getState() {
		return this.state;
	}

	public Instant getCreatedAt() {
		return this.createdAt;
	}

	/** The time from which it is stale. */
	public @Nullable Instant getExpiresAt() {
		return this.expiresAt;
	}

	/**
	 * When it was claimed for publishing the first time: the earliest time when a client
	 * can have got it.
	 */
	public @Nullable Instant getFirstPublishedAt() {
		return this.firstPublishedAt;
	}

	/**
	 * When it was claimed for publishing the last time, later than the first only after a
	 * crash.
	 */
	public @Nullable Instant getPublishedAt() {
		return this.publishedAt;
	}

	public @Nullable Instant getReadAt() {
		return this.readAt;
	}

}
