package dev.fundbell.sms.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.fundbell.sms.gateway.SendResult.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of calls over TLS: they trust the certificates that the JVM trusts. */
class EncryptedHttpCallsTests {

	private static final char[] PASSWORD = "changeit".toCharArray();

	@TempDir
	private static Path directory;

	private static HttpsServer server;

	private static SSLContext trusting;

	@BeforeAll
	static void start() throws Exception {
		KeyStore keys = certificate(directory.resolve("gateway.p12"));
		KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		own.init(keys, PASSWORD);
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		KeyStore trusted = KeyStore.getInstance("PKCS12");
		trusted.load(null, null);
		trusted.setCertificateEntry("gateway", keys.getCertificate("gateway"));
		trust.init(trusted);
		SSLContext serving = SSLContext.getInstance("TLS");
		serving.init(own.getKeyManagers(), null, null);
		trusting = SSLContext.getInstance("TLS");
		trusting.init(null, trust.getTrustManagers(), null);
		server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.setHttpsConfigurator(new HttpsConfigurator(serving));
		server.createContext("/", (exchange) -> {
			exchange.sendResponseHeaders(200, -1);
			exchange.close();
		});
		server.start();
	}

	@AfterAll
	static void stop() {
		server.stop(0);
	}

	private static KeyStore certificate(Path file) throws Exception {
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "gateway", "-keyalg", "EC", "-dname", "CN=localhost", "-ext",
				"SAN=dns:localhost", "-validity", "30", "-storetype", "PKCS12", "-storepass", new String(PASSWORD),
				"-keystore", file.toString())
			.inheritIO()
			.start();
		assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(file)) {
			keys.load(in, PASSWORD);
		}
		return keys;
	}

	@Test
	void sendsToAGatewayWhoseCertificateTheJvmTrusts() throws Exception {
		assertThat(outcome("localhost", trusting)).isEqualTo(Outcome.ACCEPTED);
	}

	@Test
	void sendsNothingToAGatewayWhoseCertificateIsNotTrusted() throws Exception {
		assertThat(outcome("localhost", SSLContext.getDefault())).isEqualTo(Outcome.UNAVAILABLE);
	}

	@Test
	void sendsNothingToAGatewayWhoseCertificateIsOfAnotherHost() throws Exception {
		assertThat(outcome("127.0.0.1", trusting)).isEqualTo(Outcome.UNAVAILABLE);
	}

	/** A handshake that ends without a word says nothing of what went before. */
	@Test
	void doesNotKnowWhatBecameOfACallWhoseHandshakeBreaksOff() throws IOException {
		try (RawServer plain = new RawServer("", true);
				HttpCalls calls = new HttpCalls("test", Duration.ofSeconds(5), Duration.ofMillis(500))) {
			assertThat(outcome(calls, plain.url().replace("http:", "https:"))).isEqualTo(Outcome.UNKNOWN);
		}
	}

	private static Outcome outcome(String host, SSLContext context) throws Exception {
		SSLContext before = SSLContext.getDefault();
		SSLContext.setDefault(context);
		try (HttpCalls calls = new HttpCalls("test", Duration.ofSeconds(60), Duration.ofSeconds(60))) {
			return outcome(calls, "https://" + host + ":" + server.getAddress().getPort() + "/");
		}
		finally {
			SSLContext.setDefault(before);
		}
	}

	private static Outcome outcome(HttpCalls calls, String url) {
		return calls.send(calls.request(URI.create(url)))
			.handle((response, failure) -> (response != null) ? Outcome.ACCEPTED : HttpCalls.failed(failure).outcome())
			.join();
	}

}
