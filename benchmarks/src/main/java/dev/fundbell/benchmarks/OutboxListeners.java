package dev.fundbell.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.fundbell.benchmarks.sse.EventServer;
import dev.fundbell.event.NotificationTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Listeners that note what arrives: a consumer of the topic, and one subscriber per user.
 */
final class OutboxListeners implements AutoCloseable {

	private static final Pattern FUNDING = Pattern.compile("\"fundingId\":([0-9]+)");

	private final String brokers;

	private final Arrivals records;

	private final EventServer sink;

	private final int users;

	private final Arrivals events;

	private final List<Socket> sockets = new ArrayList<>();

	private volatile boolean closed;

	OutboxListeners(String brokers, Arrivals records, EventServer sink, int users, Arrivals events) {
		this.brokers = brokers;
		this.records = records;
		this.sink = sink;
		this.users = users;
		this.events = events;
	}

	void start() throws IOException {
		begin("records", this::consume);
		for (int user = 1; user <= this.users; user++) {
			Socket socket = new Socket("127.0.0.1", this.sink.port());
			socket.getOutputStream().write(this.sink.subscription(user, null).getBytes(StandardCharsets.US_ASCII));
			this.sockets.add(socket);
			begin("subscriber", () -> subscribe(socket));
		}
	}

	private void consume() {
		try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", this.brokers),
				new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
			List<TopicPartition> partitions = consumer.partitionsFor(NotificationTopic.NOTIFICATIONS)
				.stream()
				.map((partition) -> new TopicPartition(partition.topic(), partition.partition()))
				.toList();
			consumer.assign(partitions);
			consumer.seekToBeginning(partitions);
			while (!this.closed) {
				for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
					note(new String(record.value(), StandardCharsets.UTF_8), this.records);
				}
			}
		}
	}

	private void subscribe(Socket socket) {
		try (BufferedReader lines = new BufferedReader(
				new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				note(line, this.events);
			}
		}
		catch (IOException ex) {
			if (!this.closed) {
				throw new IllegalStateException(ex);
			}
		}
	}

	private static void note(String text, Arrivals arrivals) {
		Matcher funding = FUNDING.matcher(text);
		if (funding.find()) {
			arrivals.arrived(Integer.parseInt(funding.group(1)));
		}
	}

	private static void begin(String name, Runnable work) {
		Thread thread = new Thread(work, name);
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() throws IOException {
		this.closed = true;
		for (Socket socket : this.sockets) {
			socket.close();
		}
	}

}
