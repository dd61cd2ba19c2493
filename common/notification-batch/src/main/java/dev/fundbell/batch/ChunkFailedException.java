package dev.fundbell.batch;

/**
 * A chunk could not be found or worked on: the service's database or the broker is in the
 * way, not the platform's.
 */
public class ChunkFailedException extends RuntimeException {

	ChunkFailedException(String step, Throwable cause) {
		super("Step " + step + " failed: " + cause.getMessage(), cause);
	}

}
