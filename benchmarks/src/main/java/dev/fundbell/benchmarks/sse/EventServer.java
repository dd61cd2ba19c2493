package dev.fundbell.benchmarks.sse;

import java.time.Duration;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/** Server of event streams, one per user, which a benchmark measures beside others. */
public interface EventServer extends AutoCloseable {

	/** The server's name in the table. */
	String name();

	/** The server's port. */
	int port();

	/**
	 * Signs a user in, before any request of the user's.
	 * @param userId the user
	 */
	default void signIn(long userId) {
		// A server without sign-in knows its users from the request.
	}

	/**
	 * Makes a request for an event stream.
	 * @param userId the user
	 * @param lastEventId the id of the last event that the client has had; null if none
	 * @return the request as it is sent
	 */
	String subscription(long userId, @Nullable String lastEventId);

	/** The protocol of a client's connection. */
	default Wire wire() {
		return new Wire.Plain();
	}

	/**
	 * Opens a way to publish.
	 * @return a publisher for one thread
	 * @throws Exception if the server does not take it
	 */
	Publisher publisher() throws Exception;

	/** The processor time that the server has used. */
	Duration processorTime();

	/** The memory that the server has, in kilobytes. */
	long residentKilobytes();

	/** Whether the server's process runs. */
	boolean isAlive();

	/**
	 * Waits for a condition.
	 * @param condition the condition, asked every millisecond
	 * @param within how long at most
	 * @return whether it came true
	 * @throws InterruptedException if the thread is interrupted
	 */
	default boolean await(BooleanSupplier condition, Duration within) throws InterruptedException {
		long deadline = System.nanoTime() + within.toNanos();
		while (!condition.getAsBoolean()) {
			if (!isAlive()) {
				throw new IllegalStateException(name() + " has ended");
			}
			if (System.nanoTime() > deadline) {
				return false;
			}
			Thread.sleep(1);
		}
		return true;
	}

	/** Asks the server to end, and waits until it has. */
	void stop();

	/** Ends the server at once. */
	@Override
	void close();

	/** Publisher of events; it may hold some back until it is flushed. */
	interface Publisher extends AutoCloseable {

		/**
		 * Publishes an event to a user.
		 * @param userId the user
		 * @param id the notification's id
		 * @throws Exception if the server does not take it
		 */
		void publish(long userId, long id) throws Exception;

		/**
		 * Takes note of when each event is appended, from now on.
		 * @throws InterruptedException if the thread is interrupted
		 */
		default void watch() throws InterruptedException {
			// A server without a log has no such moment.
		}

		/**
		 * Tells when an event was appended to the server's log.
		 * @param id its id, which is the time of its publication
		 * @return the time on the clock of {@link System#nanoTime()}, to a millisecond;
		 * that of its publication where there is no log
		 */
		default long appended(long id) {
			return id;
		}

		/**
		 * The delays from the append to a reader of the log that does nothing else, since
		 * this watches.
		 * @return nanoseconds, ascending; none where there is no log
		 */
		default long[] readDelays() {
			return new long[0];
		}

		/**
		 * Waits until the server has taken all events.
		 * @throws Exception if it does not
		 */
		void flush() throws Exception;

		@Override
		void close();

	}

}
