package dev.fundbell.servers;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;

/**
 * Health endpoint of a server, which answers 200 once the server is ready. Thread-safe.
 */
public final class HealthEndpoint {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final URI uri;

	private final @Nullable SSLContext trust;

	public HealthEndpoint(URI uri) {
		this(uri, null);
	}

	/**
	 * An endpoint.
	 * @param uri where it is
	 * @param trust what trusts the server's certificate; null for the JVM's
	 */
	public HealthEndpoint(URI uri, @Nullable SSLContext trust) {
		this.uri = uri;
		this.trust = trust;
	}

	/** Whether the server answers with 200, and is not silent for five seconds. */
	public boolean isUp() {
		try {
			HttpURLConnection connection = (HttpURLConnection) this.uri.toURL().openConnection();
			if (this.trust != null && connection instanceof HttpsURLConnection encrypted) {
				encrypted.setSSLSocketFactory(this.trust.getSocketFactory());
			}
			connection.setConnectTimeout((int) TIMEOUT.toMillis());
			connection.setReadTimeout((int) TIMEOUT.toMillis());
			connection.setInstanceFollowRedirects(false);
			try {
				return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
			}
			finally {
				connection.disconnect();
			}
		}
		catch (IOException ex) {
			return false;
		}
	}

}
