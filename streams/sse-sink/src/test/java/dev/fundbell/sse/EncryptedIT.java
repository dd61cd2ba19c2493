package dev.fundbell.sse;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import dev.fundbell.event.NotificationEvent;
import dev.fundbell.test.RealServers;
import dev.fundbell.test.RealServers.TestDatabase;
import dev.fundbell.test.Rows;
import dev.fundbell.test.SinkOptions;
import dev.fundbell.test.Topics;
import dev.fundbell.test.browser.Chromium;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Streams over TLS: on a connection of their own with HTTP/1.1, on a shared one with
 * HTTP/2.
 */
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EncryptedIT {

	private static final String PASSWORD = "changeit";

	private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(2);

	private static final int PAGE_STREAMS = 8;

	private static final String OPEN_STREAMS = """
			async (userId) => {
			  const headers = { 'Content-Type': 'application/json' };
			  await fetch('/api/local/sign-in', { method: 'POST', headers, body: JSON.stringify({ userId }) });
			  window.received = [];
			  window.sources = Array.from({ length: %d }, () => new EventSource(`/api/notification/subscribe/${userId}`));
			  for (const source of sources) {
			    source.addEventListener('sse', ({ data, lastEventId }) => data !== 'connect completed' && received.push(lastEventId));
			  }
			}"""
		.formatted(PAGE_STREAMS);

	@TempDir
	private static Path directory;

	private final String topic = RealServers.get().uniqueName("encrypted");

	private final TestDatabase database = RealServers.get().fundbellDatabase();

	private final Rows rows = new Rows(this.database.dataSource());

	private Topics topics;

	private SinkInstance sink;

	private SSLContext trust;

	@BeforeAll
	void start() throws Exception {
		Path keyStore = directory.resolve("sink.p12");
		createCertificate(keyStore);
		this.trust = trust(keyStore);
		this.topics = new Topics(RealServers.get().kafka().bootstrapServers(), this.topic);
		List<String> options = new ArrayList<>(SinkOptions.of(this.database, RealServers.get().kafka()));
		options.addAll(List.of("spring.cloud.stream.bindings.input.destination=" + this.topic,
				"spring.cloud.stream.bindings.readMarkers-in-0.destination=" + this.topic + "-reads",
				"fundbell.sse.local.key-file=" + directory.resolve("key"), "fundbell.sse.drain=0",
				"fundbell.sse.drain-delay=0", "fundbell.sse.heartbeat=0",
				"server.jetty.connection-idle-timeout=" + IDLE_TIMEOUT.toMillis() + "ms",
				"fundbell.sse.request-timeout=2s", "server.http2.enabled=true", "server.ssl.key-store=" + keyStore,
				"server.ssl.key-store-password=" + PASSWORD));
		this.sink = SinkInstance.start(options);
		HttpClient client = client(Version.HTTP_1_1);
		await().atMost(Duration.ofSeconds(30))
			.until(() -> get(client, "/actuator/health/readiness").statusCode() == 200);
	}

	/** Streams that were taken over are no requests that the server waits for. */
	@AfterAll
	void stop(CapturedOutput output) {
		this.sink.close();
		this.topics.close();
		assertThat(output).contains("Graceful shutdown complete").doesNotContain("requests still active");
	}

	@ParameterizedTest
	@MethodSource("ways")
	void sendsEventsInOrderAndNoticesThatTheClientIsGone(Version version, boolean fromPage) throws Exception {
		long user = this.rows.user("ko");
		HttpClient client = client(version);
		HttpResponse<InputStream> stream = subscribe(client, user, fromPage);
		assertThat(stream.version()).isEqualTo(version);
		assertThat(stream.statusCode()).isEqualTo(200);
		StringBuilder received = new StringBuilder();
		for (int id = 1; id <= 2000; id++) {
			this.topics
				.publish(new NotificationEvent(id, user, "COUPON_DEADLINE", "텍스트", null, null, Instant.EPOCH, null));
			if (id % 50 == 0) {
				readUntil("id: " + id + "\n", stream.body(), received);
			}
		}
		// The place that a new client gets has an "@".
		assertThat(
				received.toString().lines().filter((line) -> line.matches("id: \\d+")).map((line) -> line.substring(4)))
			.containsExactlyElementsOf(IntStream.rangeClosed(1, 2000).mapToObj(Integer::toString).toList());
		assertThat(metrics(client)).contains("fundbell_sse_connections 1.0");
		stream.body().close();
		await().atMost(Duration.ofSeconds(20)).until(() -> metrics(client).contains("fundbell_sse_connections 0.0"));
	}

	/** A request from a page names its origin, and takes the ordinary way. */
	private static Stream<Arguments> ways() {
		return Arrays.stream(Version.values())
			.flatMap((version) -> Stream.of(Arguments.of(version, false), Arguments.of(version, true)));
	}

	@ParameterizedTest
	@MethodSource("ways")
	void keepsAStreamThatIsSilentForLongerThanAConnectionMayBe(Version version, boolean fromPage) throws Exception {
		long user = this.rows.user("ko");
		HttpResponse<InputStream> stream = subscribe(client(version), user, fromPage);
		StringBuilder received = new StringBuilder();
		readUntil("connect completed", stream.body(), received);
		await().during(IDLE_TIMEOUT.multipliedBy(2))
			.atMost(Duration.ofSeconds(20))
			.until(() -> metrics(client(version)).contains("fundbell_sse_connections 1.0"));
		this.topics.publish(new NotificationEvent(1, user, "COUPON_DEADLINE", "텍스트", null, null, Instant.EPOCH, null));
		readUntil("id: 1\n", stream.body(), received);
		stream.body().close();
		await().atMost(Duration.ofSeconds(20))
			.until(() -> metrics(client(version)).contains("fundbell_sse_connections 0.0"));
	}

	/** What does not fit into the client's window waits, and comes once it reads on. */
	@Test
	void sendsWhatWaitedForTheWindowOfAStream() throws Exception {
		long user = this.rows.user("ko");
		String token = signIn(client(Version.HTTP_2), user);
		try (Http2Client client = new Http2Client(this.trust, URI.create(this.sink.baseUrl()).getPort())) {
			client.frame(Http2Client.HEADERS, Http2Client.END_STREAM | Http2Client.END_HEADERS, 1,
					Http2Client.getHead("/api/notification/subscribe/" + user, token));
			await().until(() -> metrics(client(Version.HTTP_2)).contains("fundbell_sse_connections 1.0"));
			int events = 200;
			for (int id = 1; id <= events; id++) {
				this.topics.publish(
						new NotificationEvent(id, user, "COUPON_DEADLINE", "텍스트", null, null, Instant.EPOCH, null));
			}
			String first = client.readBody(Duration.ofSeconds(3));
			assertThat(first.getBytes(StandardCharsets.UTF_8)).hasSize(Http2Client.WINDOW);
			assertThat(first).doesNotContain("id: " + events + "\n");
			client.window(1, 10_000_000);
			client.window(0, 10_000_000);
			StringBuilder all = new StringBuilder(first);
			await().atMost(Duration.ofSeconds(20)).until(() -> {
				all.append(client.readBody(Duration.ofMillis(200)));
				return all.indexOf("id: " + events + "\n") > 0;
			});
			assertThat(all.toString().lines().filter((line) -> line.matches("id: \\d+")).distinct()).hasSize(events);
		}
		await().atMost(Duration.ofSeconds(20))
			.until(() -> metrics(client(Version.HTTP_2)).contains("fundbell_sse_connections 0.0"));
	}

	/** With HTTP/1.1 a browser has at most six connections to a server. */
	@Test
	void letsAPageHaveMoreStreamsThanConnections() {
		long user = this.rows.user("ko");
		try (Chromium chromium = Chromium.start()) {
			Page page = chromium.browser()
				.newContext(new Browser.NewContextOptions().setIgnoreHTTPSErrors(true).setBypassCSP(true))
				.newPage();
			page.navigate(baseUrl() + "/actuator/health");
			assertThat(page.evaluate("performance.getEntriesByType('navigation')[0].nextHopProtocol")).isEqualTo("h2");
			page.evaluate(OPEN_STREAMS, (int) user);
			page.waitForFunction("sources.every(({ readyState }) => readyState === EventSource.OPEN)");
			this.topics
				.publish(new NotificationEvent(1, user, "COUPON_DEADLINE", "텍스트", null, null, Instant.EPOCH, null));
			page.waitForFunction("received.length >= sources.length");
			assertThat(page.evaluate("received")).isEqualTo(Collections.nCopies(PAGE_STREAMS, "1"));
		}
		await().atMost(Duration.ofSeconds(20))
			.until(() -> metrics(client(Version.HTTP_2)).contains("fundbell_sse_connections 0.0"));
	}

	private static void readUntil(String text, InputStream stream, StringBuilder received) throws IOException {
		while (received.indexOf(text) < 0) {
			byte[] some = new byte[4096];
			int read = stream.read(some);
			assertThat(read).as(() -> "The stream ended before " + text).isPositive();
			received.append(new String(some, 0, read, StandardCharsets.ISO_8859_1));
		}
	}

	@Test
	void answersHeadOverHttp2WithoutAStream() throws Exception {
		long user = this.rows.user("ko");
		HttpClient client = HttpClient.newBuilder().version(Version.HTTP_2).sslContext(this.trust).build();
		HttpResponse<String> head = client
			.send(HttpRequest.newBuilder(URI.create(baseUrl() + "/api/notification/subscribe/" + user))
				.header("Authorization", "Bearer " + signIn(client, user))
				.method("HEAD", HttpRequest.BodyPublishers.noBody())
				.build(), HttpResponse.BodyHandlers.ofString());
		assertThat(head.statusCode()).isEqualTo(200);
		assertThat(head.headers().firstValue("Content-Type")).get().asString().startsWith("text/event-stream");
	}

	/** Each byte restarts the idle timeout, and each handshake holds an engine. */
	@Test
	void disconnectsAClientWhoseHandshakeDoesNotEnd() throws Exception {
		try (Socket client = new Socket("127.0.0.1", URI.create(this.sink.baseUrl()).getPort())) {
			// The head of a record of 512 bytes, which never come all.
			client.getOutputStream().write(new byte[] { 22, 3, 1, 2, 0 });
			await().pollInterval(Duration.ofMillis(200))
				.atMost(Duration.ofSeconds(20))
				.until(() -> isDisconnected(client));
		}
	}

	/** Each byte restarts the idle timeouts, of the connection and of the stream. */
	@ParameterizedTest
	@EnumSource(Dribble.class)
	void disconnectsAClientThatSendsByteByByteOverHttp2(Dribble dribble) throws Exception {
		try (Http2Client client = new Http2Client(this.trust, URI.create(this.sink.baseUrl()).getPort())) {
			dribble.begin(client);
			await().pollInterval(Duration.ofMillis(200)).atMost(Duration.ofSeconds(20)).until(() -> {
				dribble.goOn(client);
				return client.isDisconnected();
			});
		}
	}

	/** Frames that the server does not know, such as a browser sends, are complete. */
	@Test
	void keepsAClientThatSendsWholeFramesOverHttp2() throws Exception {
		try (Http2Client client = new Http2Client(this.trust, URI.create(this.sink.baseUrl()).getPort())) {
			client.frame(Http2Client.HEADERS, Http2Client.END_HEADERS, 1, Http2Client.postHead("/api/local/sign-in"));
			client.frame(Http2Client.DATA, Http2Client.END_STREAM, 1, new byte[] { '{', '}' });
			await().pollInterval(Duration.ofMillis(200))
				.during(Duration.ofSeconds(5))
				.atMost(Duration.ofSeconds(20))
				.until(() -> {
					client.frame(0x77, 0, 0, new byte[8]);
					return !client.isDisconnected();
				});
		}
	}

	private static boolean isDisconnected(Socket client) {
		try {
			client.getOutputStream().write(1);
			client.setSoTimeout(1);
			return client.getInputStream().read() < 0;
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
		catch (IOException ex) {
			return true;
		}
	}

	private String baseUrl() {
		return this.sink.baseUrl().replace("http://127.0.0.1", "https://localhost");
	}

	private HttpClient client(Version version) {
		return HttpClient.newBuilder().version(version).sslContext(this.trust).build();
	}

	private HttpResponse<InputStream> subscribe(HttpClient client, long user, boolean fromPage) throws Exception {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create(baseUrl() + "/api/notification/subscribe/" + user))
			.header("Authorization", "Bearer " + signIn(client, user));
		if (fromPage) {
			request.header("Origin", baseUrl());
		}
		return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
	}

	private HttpResponse<String> get(HttpClient client, String path) throws Exception {
		return client.send(HttpRequest.newBuilder(URI.create(baseUrl() + path)).build(),
				HttpResponse.BodyHandlers.ofString());
	}

	private String metrics(HttpClient client) throws Exception {
		return get(client, "/actuator/prometheus").body();
	}

	private String signIn(HttpClient client, long user) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl() + "/api/local/sign-in"))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString("{\"userId\":" + user + "}"))
			.build();
		return client.send(request, HttpResponse.BodyHandlers.ofString())
			.body()
			.replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
	}

	private static void createCertificate(Path keyStore) throws Exception {
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "sink", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "SAN=dns:localhost",
				"-validity", "30", "-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", keyStore.toString())
			.inheritIO()
			.start();
		assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
		assertThat(keytool.exitValue()).isZero();
	}

	private static SSLContext trust(Path keyStore) throws Exception {
		KeyStore certificates = KeyStore.getInstance("PKCS12");
		try (InputStream file = Files.newInputStream(keyStore)) {
			certificates.load(file, PASSWORD.toCharArray());
		}
		KeyStore trusted = KeyStore.getInstance("PKCS12");
		trusted.load(null, null);
		trusted.setCertificateEntry("sink", certificates.getCertificate("sink"));
		TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		managers.init(trusted);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, managers.getTrustManagers(), null);
		return context;
	}

	/** What of a request comes byte by byte. */
	private enum Dribble {

		/** The one header block in its frame. */
		HEADERS {

			@Override
			void begin(Http2Client client) throws IOException {
				client.head(Http2Client.HEADERS, Http2Client.END_HEADERS, 1, 400);
			}

			@Override
			void goOn(Http2Client client) {
				client.sendQuietly(0x83);
			}

		},

		/** A header block in many frames, each of them complete. */
		CONTINUATIONS {

			@Override
			void begin(Http2Client client) throws IOException {
				client.frame(Http2Client.HEADERS, 0, 1, new byte[] { (byte) 0x83 });
			}

			@Override
			void goOn(Http2Client client) {
				client.sendQuietly(0, 0, 1, Http2Client.CONTINUATION, 0, 0, 0, 0, 1, 0x84);
			}

		},

		/** A body in many frames. */
		BODY {

			@Override
			void begin(Http2Client client) throws IOException {
				client.frame(Http2Client.HEADERS, Http2Client.END_HEADERS, 1,
						Http2Client.postHead("/api/local/sign-in"));
			}

			@Override
			void goOn(Http2Client client) {
				client.sendQuietly(0, 0, 1, Http2Client.DATA, 0, 0, 0, 0, 1, ' ');
			}

		};

		abstract void begin(Http2Client client) throws IOException;

		abstract void goOn(Http2Client client);

	}

}
