package dev.fundbell.benchmarks.naive;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A project that collects money until its deadline. */
@Entity
@Table(name = "fundings")
public class Funding {

	/** Where a funding is in its life. */
	public enum Status {

		/** It takes participations. */
		OPEN,
		/** Its deadline has passed and its target was met. */
		SUCCEEDED,
		/** Its deadline has passed and its target was not met. */
		FAILED

	}

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private String title;

	private long targetAmount;

	private Instant deadline;

	@Enumerated(EnumType.STRING)
	private Status status = Status.OPEN;

	private Instant createdAt;

	/** For JPA. */
	@SuppressWarnings("NullAway.Init")
	protected Funding() {
	}

	/**
	 * A new funding, open.
	 * @param title at most 200 characters
	 * @param targetAmount the target, in won; 0 or more
	 * @param deadline from when on it takes no participations
	 * @param createdAt when it was opened
	 */
	public Funding(String title, long targetAmount, Instant deadline, Instant createdAt) {
		this.title = title;
		this.targetAmount = targetAmount;
		this.deadline = deadline;
		this.createdAt = createdAt;
	}

	/** The id, once stored. */
	public long getId() {
		return Ids.stored(this.id);
	}

	public String getTitle() {
		return this.title;
	}

	/** The target amount, in won. */
	public long getTargetAmount() {
		return this.targetAmount;
	}

	public Instant getDeadline() {
		return this.deadline;
	}

	public Status getStatus() {
		return this.status;
	}

	public Instant getCreatedAt() {
		return this.createdAt;
	}

}
