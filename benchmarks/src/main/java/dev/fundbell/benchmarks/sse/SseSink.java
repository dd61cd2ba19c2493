package dev.fundbell.benchmarks.sse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import dev.fundbell.event.NotificationTopic;
import dev.fundbell.servers.HealthEndpoint;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Event server that is our sink: its real jar, in the profile {@code local}. It takes its
 * events from the real Kafka.
 */
public final class SseSink extends ServerProcess {

	private final @Nullable Encryption encryption;

	/** The same token at each connect, as from a cookie. */
	private final Instant expiry = Instant.now().plus(Duration.ofHours(1));

	/** Tokens by user. */
	private final Map<Long, String> signedIn = new ConcurrentHashMap<>();

	private final String brokers;

	private final List<String> command;

	private final Path log;

	private final Path keyFile;

	private @Nullable LocalToken tokens;

	private MeasuredProcess process;

	/**
	 * Starts the sink without encryption. {@link #awaitReady()} waits for it.
	 * @param jar its jar
	 * @param javaOptions options of its JVM
	 * @param arguments its arguments
	 * @param brokers the Kafka that it reads
	 * @param directory a directory for its log, and for the key that all instances share
	 * @throws IOException if it does not start
	 */
	public SseSink(Path jar, List<String> javaOptions, List<String> arguments, String brokers, Path directory)
			throws IOException {
		this(jar, javaOptions, arguments, brokers, directory, null);
	}

	/**
	 * Starts the sink. {@link #awaitReady()} waits for it.
	 * @param jar its jar
	 * @param javaOptions options of its JVM
	 * @param arguments its arguments
	 * @param brokers the Kafka that it reads
	 * @param directory a directory for its log, and for the key that all instances share
	 * @param encryption how clients connect; null without encryption
	 * @throws IOException if it does not start
	 */
	public SseSink(Path jar, List<String> javaOptions, List<String> arguments, String brokers, Path directory,
			@Nullable Encryption encryption) throws IOException {
		this.brokers = brokers;
		this.encryption = encryption;
		this.keyFile = Files.createDirectories(directory).resolve("sink.key");
		this.log = directory.resolve("sink-" + port() + ".log");
		this.command = new ArrayList<>();
		this.command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		this.command.addAll(javaOptions);
		this.command.addAll(List.of("-jar", jar.toString(), "--spring.profiles.active=local", "--server.port=" + port(),
				"--fundbell.sse.local.key-file=" + this.keyFile));
		this.command.addAll(arguments);
		if (encryption != null) {
			this.command.addAll(encryption.arguments());
		}
		this.process = MeasuredProcess.start(this.command, this.log);
	}

	/**
	 * Waits until notifications reach the sink.
	 * @throws GeneralSecurityException if its key is none
	 * @throws InterruptedException if the thread is interrupted
	 */
	public void awaitReady() throws GeneralSecurityException, InterruptedException {
		if (!await(() -> answers("/actuator/health/readiness") && answers("/actuator/health/broker"),
				Duration.ofMinutes(2))) {
			this.process.close();
			throw new IllegalStateException("The sink does not become ready, see " + this.log);
		}
		this.tokens = tokens(this.keyFile);
	}

	/**
	 * Starts the sink again on the same port after it has ended, and waits until
	 * notifications reach it.
	 * @throws Exception if it does not start
	 */
	public void startAgain() throws Exception {
		this.process = MeasuredProcess.start(this.command, this.log);
		awaitReady();
	}

	/** Ends the sink at once, as a power cut would. */
	public void kill() {
		this.process.close();
	}

	private static LocalToken tokens(Path keyFile) throws GeneralSecurityException {
		try {
			return new LocalToken(Files.readAllBytes(keyFile));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private boolean answers(String path) {
		String scheme = (this.encryption != null) ? "https" : "http";
		return new HealthEndpoint(URI.create(scheme + "://localhost:" + port() + path),
				(this.encryption != null) ? this.encryption.context() : null)
			.isUp();
	}

	@Override
	public String name() {
		return (this.encryption != null) ? "sse-sink, " + this.encryption.title() : "sse-sink";
	}

	@Override
	public Wire wire() {
		return (this.encryption != null) ? new TlsWire(this.encryption.context(), this.encryption.http2())
				: super.wire();
	}

	@Override
	public void signIn(long userId) {
		this.signedIn.put(userId, token(userId, this.expiry));
	}

	@Override
	public String subscription(long userId, @Nullable String lastEventId) {
		return subscription(userId, lastEventId, Objects.requireNonNull(this.signedIn.get(userId), "Not signed in"));
	}

	/**
	 * Makes a request for an event stream.
	 * @param userId the user
	 * @param lastEventId the id of the last event that the client has had; null if none
	 * @param expiry until when the user is signed in
	 * @return the request as it is sent
	 */
	String subscription(long userId, @Nullable String lastEventId, Instant expiry) {
		return subscription(userId, lastEventId, token(userId, expiry));
	}

	private static String subscription(long userId, @Nullable String lastEventId, String token) {
		return "GET /api/notification/subscribe/" + userId
				+ " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nAuthorization: Bearer " + token + "\r\n"
				+ headEnd(lastEventId);
	}

	private String token(long userId, Instant expiry) {
		return Objects.requireNonNull(this.tokens, "awaitReady() comes first").of(userId, expiry);
	}

	@Override
	public Publisher publisher() {
		return new KafkaPublisher(this.brokers);
	}

	@Override
	MeasuredProcess process() {
		return this.process;
	}

	/**
	 * Producer with the settings of the tasks but for a shorter linger. The topic's
	 * timestamps are those of the append.
	 */
	private static final class KafkaPublisher implements Publisher {

		private final KafkaProducer<byte[], byte[]> producer;

		private final Map<Long, Long> appended = new ConcurrentHashMap<>();

		/** What to add to milliseconds since 1970 for the clock of the ids. */
		private final long offset = System.nanoTime() - System.currentTimeMillis() * 1_000_000;

		private final String brokers;

		private @Nullable BareConsumer reader;

		KafkaPublisher(String brokers) {
			this.brokers = brokers;
			this.producer = new KafkaProducer<>(Map.of("bootstrap.servers", brokers, "linger.ms", 1),
					new ByteArraySerializer(), new ByteArraySerializer());
		}

		@Override
		public void publish(long userId, long id) {
			ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(NotificationTopic.NOTIFICATIONS,
					NotificationTopic.key(userId), Events.json(id, userId));
			if (this.reader != null) {
				this.producer.send(record, (metadata, failure) -> {
					if (failure == null) {
						this.appended.put(id, metadata.timestamp() * 1_000_000 + this.offset);
					}
				});
			}
			else {
				this.producer.send(record);
			}
		}

		@Override
		public void watch() throws InterruptedException {
			this.reader = new BareConsumer(this.brokers, this.offset);
		}

		@Override
		public long appended(long id) {
			return this.appended.getOrDefault(id, id);
		}

		@Override
		public long[] readDelays() {
			return (this.reader != null) ? this.reader.delays() : new long[0];
		}

		@Override
		public void flush() {
			this.producer.flush();
		}

		@Override
		public void close() {
			this.producer.close();
			if (this.reader != null) {
				this.reader.close();
			}
		}

	}

}
