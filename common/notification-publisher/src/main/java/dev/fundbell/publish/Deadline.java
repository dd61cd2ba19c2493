package dev.fundbell.publish;

import java.time.Duration;

/**
 * Deadline for sending a chunk, counted by a clock that goes on while the process stands
 * still. MariaDB takes the chunk's lock from a silent process; once such a process goes
 * on, it must not send a chunk that another one has taken over.
 */
public record Deadline(long nanos) {

	/**
	 * Less than MariaDB's patience with a silent client, and more than the producer's.
	 */
	public static final Duration OF_A_CHUNK = Duration.ofSeconds(30);

	/**
	 * A deadline.
	 * @param time from now until then
	 */
	public static Deadline in(Duration time) {
		return new Deadline(System.nanoTime() + time.toNanos());
	}

	/** Whether it has passed. */
	public boolean isOver() {
		return this.nanos - System.nanoTime() < 0;
	}

	Duration left() {
		return Duration.ofNanos(this.nanos - System.nanoTime());
	}

}
