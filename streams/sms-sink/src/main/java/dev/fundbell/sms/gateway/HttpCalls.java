package dev.fundbell.sms.gateway;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;

import dev.fundbell.sms.gateway.HttpCall.NotBegunException;
import dev.fundbell.sms.gateway.SendResult.Outcome;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.ProxyAuthenticationProtocolHandler;
import org.eclipse.jetty.client.ProxyConfiguration;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/**
 * HTTP client of one gateway, non-blocking and with a bound on each call's duration. It
 * is Jetty's, over HTTP/1.1. One thread waits for all connections and reads all answers,
 * so what follows an answer must not block. Follows no redirects, keeps no cookies.
 */
final class HttpCalls implements AutoCloseable {

	/**
	 * Gateways close idle connections, too, many after 5 s: a message that is written to
	 * a connection while the gateway closes it would be UNKNOWN.
	 */
	private static final Duration IDLE = Duration.ofSeconds(4);

	/** The sink limits the messages in flight, and a call must not wait for another. */
	private static final int NO_LIMIT = 1_000_000;

	/** For one that waits for connections, and for look-ups of addresses, which block. */
	private static final int THREADS = 8;

	/** A text may be in the address. */
	private static final int LONGEST_HEAD = 64 * 1024;

	private static final HttpField AGENT = new HttpField(HttpHeader.USER_AGENT, "Fundbell");

	private final HttpClient client;

	private final Duration timeout;

	/**
	 * A client, which runs until it is closed.
	 * @param timeout how long a call may take, with connecting and the whole answer
	 */
	HttpCalls(String name, Duration connectTimeout, Duration timeout) {
		this.timeout = timeout;
		HttpClientTransportOverHTTP transport = new HttpClientTransportOverHTTP(connector(name));
		transport.setInvocationType(InvocationType.NON_BLOCKING);
		this.client = new JvmProxiedClient(transport);
		this.client.setName(name);
		this.client.setScheduler(new ScheduledExecutorScheduler(name + "-timeouts", true));
		this.client.setConnectTimeout(connectTimeout.toMillis());
		this.client.setAddressResolutionTimeout(connectTimeout.toMillis());
		this.client.setIdleTimeout(IDLE.toMillis());
		this.client.setMaxConnectionsPerDestination(NO_LIMIT);
		this.client.setMaxRequestsQueuedPerDestination(NO_LIMIT);
		this.client.setMaxRequestHeadersSize(LONGEST_HEAD);
		this.client.setMaxResponseHeadersSize(LONGEST_HEAD);
		this.client.setFollowRedirects(false);
		this.client.setHttpCookieStore(new HttpCookieStore.Empty());
		this.client.setUserAgentField(AGENT);
		LifeCycle.start(this.client);
		// These exist only from then on. Without a decoder no compressed answer is asked
		// for; without the handlers 401 and 407 are answers like any other.
		this.client.getContentDecoderFactories().clear();
		this.client.getProtocolHandlers().remove(WWWAuthenticationProtocolHandler.NAME);
		this.client.getProtocolHandlers().remove(ProxyAuthenticationProtocolHandler.NAME);
	}

	private static ClientConnector connector(String name) {
		QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
		threads.setName(name);
		threads.setDaemon(true);
		ClientConnector connector = new ClientConnector();
		connector.setExecutor(threads);
		connector.setSelectors(1);
		connector.setSslContextFactory(tls());
		return connector;
	}

	/**
	 * As the JVM's options say: trusted certificates, algorithms, certificate of ours.
	 */
	private static SslContextFactory.Client tls() {
		try {
			SslContextFactory.Client tls = new JvmTls();
			tls.setSslContext(SSLContext.getDefault());
			tls.setExcludeCipherSuites();
			return tls;
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JVM has TLS", ex);
		}
	}

	/** Throws an exception if requests cannot be sent to an address. */
	static void require(URI address) {
		String scheme = address.getScheme();
		if (address.getHost() == null || !("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))) {
			throw new IllegalArgumentException("URI without http or https and a host: " + address);
		}
	}

	/** A GET request without headers of ours. */
	Request request(URI address) {
		// Without this header Jetty would build the address once more for it.
		String host = (address.getPort() == -1) ? address.getHost() : address.getHost() + ":" + address.getPort();
		return this.client.newRequest(address).headers((all) -> all.put(HttpHeader.HOST, host));
	}

	/** A JSON document as the body of a request. */
	static Request.Content json(String document) {
		return new StringRequestContent("application/json", document, StandardCharsets.UTF_8);
	}

	/** Sends a request. */
	CompletableFuture<GatewayResponse> send(Request request) {
		HttpCall call = new HttpCall();
		request.timeout(this.timeout.toMillis(), TimeUnit.MILLISECONDS)
			// Else a connection would count as idle while its call waits for the answer.
			.idleTimeout(2 * this.timeout.toMillis(), TimeUnit.MILLISECONDS)
			.onRequestBegin((begun) -> call.begin())
			.send(call);
		return call.answer();
	}

	/** The result of a call that failed without a response. */
	static SendResult failed(Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		boolean begun = !(cause instanceof NotBegunException);
		Throwable first = (!begun && cause.getCause() != null) ? cause.getCause() : cause;
		String reason = first.getClass().getSimpleName();
		if (first instanceof SSLHandshakeException) {
			return SendResult.of(Outcome.UNAVAILABLE, reason);
		}
		return SendResult.of(begun ? Outcome.UNKNOWN : Outcome.TEMPORARY, reason);
	}

	/** Ends all calls and threads. */
	@Override
	public void close() {
		LifeCycle.stop(this.client);
	}

	/** Client that uses the proxies which the JVM's options name. */
	@SuppressWarnings("try") // Jetty's close() may throw an InterruptedException.
	private static final class JvmProxiedClient extends HttpClient {

		private final ProxyConfiguration proxies = new JvmProxies();

		JvmProxiedClient(HttpClientTransportOverHTTP transport) {
			super(transport);
		}

		@Override
		public ProxyConfiguration getProxyConfiguration() {
			return this.proxies;
		}

	}

	/** TLS without Jetty's warnings about algorithms that the JVM allows. */
	private static final class JvmTls extends SslContextFactory.Client {

		@Override
		protected void checkConfiguration() {
			// The JVM decides.
		}

	}

}
