package dev.fundbell.sse;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

import javax.crypto.spec.SecretKeySpec;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.event.NotificationEventJson;
import dev.fundbell.event.NotificationTopic;
import dev.fundbell.servers.Ports;
import dev.fundbell.test.RealServers;
import dev.fundbell.test.RealServers.TestDatabase;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

import static org.awaitility.Awaitility.await;

/**
 * Measures the packaged sink in a process of its own: how long connections take to open,
 * how many events a second they get, and what each costs. Arguments: connections, events.
 */
public final class SseLoad {

	private static final Path JAR = Path.of("target/sse-sink-0.1.0.jar");

	private final int connections;

	private final int events;

	private final int port = Ports.free();

	private final AtomicLong greetings = new AtomicLong();

	private final AtomicLong received = new AtomicLong();

	private SseLoad(int connections, int events) {
		this.connections = connections;
		this.events = events;
	}

	public static void main(String[] arguments) throws Exception {
		int connections = (arguments.length > 0) ? Integer.parseInt(arguments[0]) : 10_000;
		new SseLoad(connections, (arguments.length > 1) ? Integer.parseInt(arguments[1]) : 300_000).run();
		System.exit(0);
	}

	private void run() throws Exception {
		Path keyFile = Files.createTempDirectory("sse-load").resolve("key");
		Process sink = startSink(keyFile);
		try {
			awaitReadiness();
			JwtEncoder encoder = NimbusJwtEncoder
				.withSecretKey(new SecretKeySpec(Files.readAllBytes(keyFile), "HmacSHA256"))
				.algorithm(MacAlgorithm.HS256)
				.build();
			measure(sink, encoder);
		}
		finally {
			sink.destroyForcibly().waitFor();
		}
	}

	private void measure(Process sink, JwtEncoder encoder) throws Exception {
		Selector selector = Selector.open();
		Thread reader = new Thread(() -> read(selector), "reader");
		reader.setDaemon(true);
		reader.start();
		long before = residentKilobytes(sink);
		Instant start = Instant.now();
		for (int user = 1; user <= this.connections; user++) {
			connect(selector, user, token(encoder, user));
			awaitWithin(this.greetings, user - 100);
		}
		awaitWithin(this.greetings, this.connections);
		System.out.printf("%d connections in %s, %.1f KB resident each%n", this.connections,
				Duration.between(start, Instant.now()), (residentKilobytes(sink) - before) / (double) this.connections);
		publishAll();
		this.received.set(0);
		Duration cpu = cpu(sink);
		start = Instant.now();
		publishAll();
		awaitWithin(this.received, this.events);
		double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
		System.out.printf("%d events in %.1f s: %.0f events/s, %.1f µs of the sink's CPU each%n", this.events, seconds,
				this.events / seconds, cpu(sink).minus(cpu).toNanos() / 1000.0 / this.events);
	}

	private void publishAll() {
		try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
				Map.of("bootstrap.servers", RealServers.get().kafka().bootstrapServers(), "linger.ms", 5),
				new ByteArraySerializer(), new ByteArraySerializer())) {
			long first = System.nanoTime();
			for (int event = 0; event < this.events; event++) {
				long user = ThreadLocalRandom.current().nextInt(this.connections) + 1;
				producer.send(new ProducerRecord<>("notifications", NotificationTopic.key(user),
						NotificationEventJson.write(new NotificationEvent(first + event, user, "COUPON_DEADLINE",
								"[달빛 램프] 펀딩 쿠폰이 내일 만료됩니다.", 3L, 4L, Instant.EPOCH, null))));
			}
		}
		awaitWithin(this.received, this.events);
	}

	private static void awaitWithin(AtomicLong count, long least) {
		if (count.get() < least) {
			await().pollInterval(Duration.ofMillis(1)).atMost(Duration.ofMinutes(5)).until(() -> count.get() >= least);
		}
	}

	private void connect(Selector selector, int user, String token) throws IOException {
		SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", this.port));
		channel.write(ByteBuffer
			.wrap(("GET /api/notification/subscribe/" + user + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
					+ token + "\r\n\r\n")
				.getBytes(StandardCharsets.US_ASCII)));
		channel.configureBlocking(false);
		channel.register(selector, SelectionKey.OP_READ);
		selector.wakeup();
	}

	private void read(Selector selector) {
		ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
		try {
			while (true) {
				selector.select((key) -> count(key, buffer), 10);
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Counts "id: " and "connect c", each of which is in an event once. */
	private void count(SelectionKey key, ByteBuffer buffer) {
		try {
			buffer.clear();
			if (((SocketChannel) key.channel()).read(buffer) < 0) {
				key.cancel();
				return;
			}
			String text = StandardCharsets.ISO_8859_1.decode(buffer.flip()).toString();
			this.received.addAndGet(occurrences(text, "\nevent: sse\ndata: {"));
			this.greetings.addAndGet(occurrences(text, "connect completed"));
		}
		catch (IOException ex) {
			key.cancel();
		}
	}

	private static int occurrences(String text, String part) {
		int count = 0;
		for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
			count++;
		}
		return count;
	}

	private Process startSink(Path keyFile) throws IOException {
		TestDatabase database = RealServers.get().fundbellDatabase();
		List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(),
				"-Xmx512m", "-jar", JAR.toString(), "--spring.profiles.active=local", "--server.port=" + this.port,
				"--fundbell.sse.local.key-file=" + keyFile, "--fundbell.sse.heartbeat=5m",
				"--fundbell.datasource.url=" + database.url(), "--fundbell.datasource.username=" + database.username(),
				"--fundbell.datasource.password=" + database.password(),
				"--spring.cloud.stream.kafka.binder.brokers=" + RealServers.get().kafka().bootstrapServers()));
		return new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(keyFile.resolveSibling("sink.log").toFile())
			.start();
	}

	private void awaitReadiness() {
		HttpClient http = HttpClient.newHttpClient();
		HttpRequest readiness = HttpRequest
			.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/actuator/health/readiness"))
			.build();
		await().ignoreExceptions()
			.atMost(Duration.ofMinutes(2))
			.until(() -> http.send(readiness, HttpResponse.BodyHandlers.discarding()).statusCode() == 200);
	}

	private static String token(JwtEncoder encoder, long user) {
		JwtClaimsSet claims = JwtClaimsSet.builder()
			.subject(Long.toString(user))
			.expiresAt(Instant.now().plus(Duration.ofHours(1)))
			.build();
		JwsHeader header = JwsHeader.with(MacAlgorithm.HS256).build();
		return encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
	}

	private static Duration cpu(Process process) {
		return process.info().totalCpuDuration().orElseThrow();
	}

	private static long residentKilobytes(Process process) throws IOException {
		return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))
			.stream()
			.filter((line) -> line.startsWith("VmRSS:"))
			.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")))
			.sum();
	}

}
