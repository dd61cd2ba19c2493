package dev.fundbell.funding;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** An amount that a user gives to a funding; a user may take part several times. */
@Entity
@Table(name = "participations")
public class Participation {

	/** Whether a participation counts. */
	public enum Status {

		/** It counts. */
		ACTIVE,
		/** It was taken back and never counts. */
		CANCELLED

	}

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private long fundingId;

	private long userId;

	private long amount;

	@Enumerated(EnumType.STRING)
	private Status status = Status.ACTIVE;

	private Instant createdAt;

	/** For JPA. */
	@SuppressWarnings("NullAway.Init")
	protected Participation() {
	}

	/**
	 * A new participation, active.
	 * @param fundingId the funding
	 * @param userId who takes part
	 * @param amount in won, positive
	 * @param createdAt when
	 */
	public Participation(long fundingId, long userId, long amount, Instant createdAt) {
		this.fundingId = fundingId;
		this.userId = userId;
		this.amount = amount;
		this.createdAt = createdAt;
	}

	/** The id, once stored. */
	public long getId() {
		return Ids.stored(this.id);
	}

	public long getFundingId() {
		return this.fundingId;
	}

	public long getUserId() {
		return this.userId;
	}

	/** In won. */
	public long getAmount() {
		return this.amount;
	}

	public Status getStatus() {
		return this.status;
	}

	/** Takes it back. */
	public void cancel() {
		this.status = Status.CANCELLED;
	}

	public Instant getCreatedAt() {
		return this.createdAt;
	}

}
