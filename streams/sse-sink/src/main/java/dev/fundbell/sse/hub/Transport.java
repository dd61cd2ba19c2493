package dev.fundbell.sse.hub;

import java.nio.ByteBuffer;

/** Connection of one client, written without blocking (backpressure). */
public interface Transport {

	/**
	 * Hands bytes over. Never blocks and never throws: a connection that breaks reports
	 * it through {@link Listener#closed()}. One call at a time, and none between
	 * {@code false} and the listener's next {@link Listener#writable()}.
	 * @param bytes the bytes in order; the transport owns the buffers until they are
	 * written
	 * @return whether all are written; if not, the transport keeps the rest and tells the
	 * listener when it is written
	 */
	boolean write(ByteBuffer... bytes);

	/**
	 * Closes the connection. Bytes that were reported as written still reach the client.
	 * May be called from any thread, and more than once.
	 */
	void close();

	/**
	 * Listener of a connection. Calls come from the threads of the server, also from
	 * within {@link Transport#write} and {@link Transport#close}.
	 */
	interface Listener {

		/**
		 * The response's head is written: events may follow.
		 * @param transport the connection
		 */
		void opened(Transport transport);

		/** All bytes that were handed over are written: more may follow. */
		void writable();

		/** The connection is closed, or was never opened. */
		void closed();

	}

}
