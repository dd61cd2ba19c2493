package dev.fundbell.sse;

import java.io.IOException;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.BeforeAll;

import org.springframework.beans.factory.annotation.Autowired;

/**
 * Base class of tests with clients and publishers that mean harm. All of them share one
 * sink; each class has a user of its own.
 */
abstract class HardenedSink extends TightSink {

	@Autowired
	protected MeterRegistry meters;

	protected long user;

	protected String token;

	@BeforeAll
	void signIn() throws Exception {
		this.user = this.rows.user("ko");
		this.token = signIn(this.user);
	}

	protected double connections() {
		return this.meters.get("fundbell.sse.connections").gauge().value();
	}

	/** A request for an event stream, with headers that end in a line end. */
	protected String subscription(String headers) {
		return "GET /api/notification/subscribe/" + this.user + " HTTP/1.1\nHost: localhost\nAuthorization: Bearer "
				+ this.token + "\n" + headers + "\n";
	}

	/** Sends to a server that may have disconnected; whether that could be sent. */
	protected static boolean sendQuietly(RawClient client, String text) {
		try {
			client.send(text);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
