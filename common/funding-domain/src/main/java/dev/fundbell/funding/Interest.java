package dev.fundbell.funding;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A user's mark on a funding that the user finds interesting; one a funding. */
@Entity
@Table(name = "interests")
public class Interest {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private long fundingId;

	private long userId;

	private Instant createdAt;

	/** For JPA. */
	@SuppressWarnings("NullAway.Init")
	protected Interest() {
	}

	/**
	 * A new mark.
	 * @param fundingId the funding
	 * @param userId who finds it interesting
	 * @param createdAt when
	 */
	public Interest(long fundingId, long userId, Instant createdAt) {
		this.fundingId = fundingId;
		this.userId = userId;
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

	public Instant getCreatedAt() {
		return this.createdAt;
	}

}
