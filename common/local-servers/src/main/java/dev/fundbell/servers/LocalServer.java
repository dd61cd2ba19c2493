package dev.fundbell.servers;

/**
 * A server that runs as a child process of this JVM.
 */
public interface LocalServer {

	/**
	 * Starts it, on the same data and the same port as before, and returns when it
	 * answers.
	 * @throws LocalServerException with one line that says why it does not run
	 */
	LocalServer start();

	/**
	 * Shuts it down in order, and returns when it is gone.
	 */
	void stop();

	/**
	 * Ends it at once, as a power cut would, and returns when it is gone.
	 */
	void kill();

	boolean isRunning();

	/**
	 * Whether it was ever started, running or not.
	 */
	boolean isStarted();

	/**
	 * The process, running or ended.
	 * @throws IllegalStateException before the first start
	 */
	ChildProcess process();

}
