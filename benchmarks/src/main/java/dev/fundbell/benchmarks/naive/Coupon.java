package dev.fundbell.benchmarks.naive;

import java.time.Instant;
import java.time.LocalDate;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** Coupon that a user got from a funding and can spend until it expires. */
@Entity
@Table(name = "coupons")
public class Coupon {

	/** Whether a coupon can be used. */
	public enum Status {

		/** It can be used. */
		ACTIVE,
		/** It has been used. */
		USED,
		/** Its time has passed. */
		EXPIRED

	}

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private long userId;

	private long fundingId;

	private long amount;

	@Enumerated(EnumType.STRING)
	private Status status = Status.ACTIVE;

	private LocalDate expirationDate;

	private Instant createdAt;

	/** For JPA. */
	@SuppressWarnings("NullAway.Init")
	protected Coupon() {
	}

	/**
	 * A new coupon, active.
	 * @param userId the owner
	 * @param fundingId the funding that it comes from
	 * @param amount its worth in won, positive
	 * @param expirationDate the last day on which it can be used, in the business zone
	 * @param createdAt when it was given
	 */
	public Coupon(long userId, long fundingId, long amount, LocalDate expirationDate, Instant createdAt) {
		this.userId = userId;
		this.fundingId = fundingId;
		this.amount = amount;
		this.expirationDate = expirationDate;
		this.createdAt = createdAt;
	}

	/** The id, once stored. */
	public long getId() {
		return Ids.stored(this.id);
	}

	public long getUserId() {
		return this.userId;
	}

	public long getFundingId() {
		return this.fundingId;
	}

	/** In won. */
	public long getAmount() {
		return this.amount;
	}

	public Status getStatus() {
		return this.status;
	}

	/** Spends it. */
	public void use() {
		this.status = Status.USED;
	}

	/** The last day on which it can be used, in the business zone. */
	public LocalDate getExpirationDate() {
		return this.expirationDate;
	}

	public Instant getCreatedAt() {
		return this.createdAt;
	}

}
