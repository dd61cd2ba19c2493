package dev.fundbell.sse.hub;

import java.nio.ByteBuffer;

/** One client's connection, written without blocking. */
public interface Transport {

	/**
	 * Hands bytes over. Never blocks and never throws: a connection that breaks reports
	 * it through {@link Listener#closed()}. One call at a time, and none between
	 * {@code false} and the listener's next {@link Listener#writable()}.
	 * @param bytes what to send, in order; the transport owns the buffers until they are
	 * out
	 * @return whether they are all out; if not, the transport keeps the rest and tells
	 * the listener when it is out
	 */
	boolean write(ByteBuffer... bytes);

	/**
	 * Ends the connection. What was reported as out still reaches the client. May be
	 * called from any thread, and more than once.
	 */
	void close();

	/**
	 * Who uses a connection. Calls come from the threads of the server, also from within
	 * {@link Transport#write} and {@link Transport#close}.
	 */
	interface Listener {

		/**
		 * The response's head is out: events may follow.
		 * @param transport the connection
		 */
		void opened(Transport transport);

		/** Everything that was handed over is out: more may follow. */
		void writable();

		/** The connection is gone, or never came to be. */
		void closed();

	}

}
