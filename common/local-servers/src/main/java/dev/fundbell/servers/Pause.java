package dev.fundbell.servers;

import java.time.Duration;

/**
 * The time between two looks at something that does not tell by itself.
 */
public final class Pause {

	private Pause() {
	}

	/**
	 * @throws LocalServerException if this thread is interrupted, which stays noted
	 */
	public static void of(Duration duration) {
		try {
			Thread.sleep(duration.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LocalServerException("Interrupted", ex);
		}
	}

}
