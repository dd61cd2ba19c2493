package dev.fundbell.servers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Health endpoint of a server, which answers 200 once the server is ready. Thread-safe.
 */
public final class HealthEndpoint {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final HttpClient http;

	private final HttpRequest request;

	public HealthEndpoint(URI uri) {
		this(HttpClient.newHttpClient(), uri);
	}

	/**
	 * An endpoint.
	 * @param http a client that trusts the server's certificate, if it has one
	 * @param uri where it is
	 */
	public HealthEndpoint(HttpClient http, URI uri) {
		this.http = http;
		this.request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).build();
	}

	/**
	 * Whether the server answers with 200 within five seconds.
	 * @throws LocalServerException if the thread is interrupted
	 */
	public boolean isUp() {
		try {
			return this.http.send(this.request, BodyHandlers.discarding()).statusCode() == 200;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LocalServerException("Interrupted", ex);
		}
	}

}
