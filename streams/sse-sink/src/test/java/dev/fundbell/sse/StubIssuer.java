package dev.fundbell.sse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fundbell.servers.Ports;
import dev.fundbell.test.Today;

/**
 * Issuer of tokens, of which a test says whether it is away, hangs or answers. In the
 * beginning it is away.
 */
final class StubIssuer implements AutoCloseable {

	private final int port = Ports.free();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final CountDownLatch end = new CountDownLatch(1);

	private HttpServer server;

	private volatile boolean hanging;

	private volatile RSAKey key = newKey("1");

	private static RSAKey newKey(String id) {
		try {
			return new RSAKeyGenerator(2048).keyID(id).generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	String url() {
		return "http://127.0.0.1:" + this.port;
	}

	StubIssuer start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port), 0);
		this.server.createContext("/", this::answer);
		this.server.setExecutor(this.threads);
		this.server.start();
		return this;
	}

	/** From now on requests are accepted and not answered. */
	void hang() {
		this.hanging = true;
	}

	void answerAgain() {
		this.hanging = false;
	}

	/** From now on tokens are signed with another key, which the sink has not seen. */
	void changeKey(String id) {
		this.key = newKey(id);
	}

	private void answer(HttpExchange exchange) throws IOException {
		if (this.hanging) {
			awaitEnd();
			return;
		}
		String body = exchange.getRequestURI().getPath().equals("/keys") ? new JWKSet(this.key).toString()
				: "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}".formatted(url(), url());
		byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(200, bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

	private void awaitEnd() {
		try {
			this.end.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	String token(long userId) throws JOSEException {
		SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(this.key.getKeyID()).build(),
				new JWTClaimsSet.Builder().issuer(url())
					.subject(Long.toString(userId))
					.expirationTime(Date.from(Today.yesterday().plus(2, ChronoUnit.DAYS)))
					.build());
		token.sign(new RSASSASigner(this.key));
		return token.serialize();
	}

	@Override
	public void close() {
		this.end.countDown();
		if (this.server != null) {
			this.server.stop(0);
		}
		this.threads.shutdownNow();
	}

}
