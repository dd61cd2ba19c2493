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
 * What a user is told. Tasks create and publish notifications by the million and do so in
 * SQL; this entity is the reading side, for the inbox.
 */
@Entity
@Table(name = "notifications")
public class Notification {

	/** How far a notification has come. */
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
		/** It was no longer true when it was to be sent, and was not. */
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

	/** What it is about in the business key: a coupon or a funding, by type. */
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

	/** From when on it is not worth sending. */
	public @Nullable Instant getExpiresAt() {
		return this.expiresAt;
	}

	/**
	 * When it was claimed for publishing the first time: a client that has seen it may
	 * have seen it since then.
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
