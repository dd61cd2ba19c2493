package dev.fundbell.servers;

import java.time.Duration;

/**
 * Pause between two polls of something that sends no notice.
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
