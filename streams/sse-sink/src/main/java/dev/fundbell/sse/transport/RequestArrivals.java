package dev.fundbell.sse.transport;

import org.eclipse.jetty.io.Connection;

/** Arrivals of requests over HTTP/1.1, one after the other. */
final class RequestArrivals extends Arrivals {

	RequestArrivals(Connection connection, long now) {
		super(connection, now);
	}

	@Override
	protected long complete() {
		return connection().getMessagesIn();
	}

}
