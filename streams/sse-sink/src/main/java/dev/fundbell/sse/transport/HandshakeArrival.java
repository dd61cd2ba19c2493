package dev.fundbell.sse.transport;

import org.eclipse.jetty.io.ssl.SslConnection;

/** Arrival of a TLS handshake. */
final class HandshakeArrival extends Arrivals {

	/** The cipher suite of a connection whose handshake is not complete (JSSE). */
	private static final String NO_CIPHER = "SSL_NULL_WITH_NULL_NULL";

	private final SslConnection tls;

	private final long begin;

	private boolean complete;

	HandshakeArrival(SslConnection tls, long now) {
		super(tls, now);
		this.tls = tls;
		this.begin = now;
	}

	@Override
	protected long complete() {
		this.complete = this.complete || !NO_CIPHER.equals(this.tls.getSSLEngine().getSession().getCipherSuite());
		return this.complete ? 1 : 0;
	}

	/** Also counts a client that sends nothing. */
	@Override
	long begin(long now) {
		return (complete() == 0) ? this.begin : now;
	}

}
