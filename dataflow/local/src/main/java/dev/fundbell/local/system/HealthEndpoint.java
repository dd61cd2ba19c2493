package dev.fundbell.local.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import dev.fundbell.servers.LocalServerException;

/**
 * Health endpoint of a server, which answers 200 once the server is ready.
 */
public final class HealthEndpoint {

	private final HttpRequest request;

	private final HttpClient http = HttpClient.newHttpClient();

	public HealthEndpoint(URI uri) {
		this.request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
	}

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
