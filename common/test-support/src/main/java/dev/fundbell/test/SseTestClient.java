package dev.fundbell.test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A subscriber for tests: connects, and collects what arrives until it is closed. It
 * reconnects only when a test says so, so that a test decides what a client misses.
 */
public final class SseTestClient implements AutoCloseable {

	private final HttpResponse<InputStream> response;

	private final List<SseEvent> events = Collections.synchronizedList(new ArrayList<>());

	private final List<String> comments = Collections.synchronizedList(new ArrayList<>());

	private final Thread reader;

	private volatile @Nullable String lastEventId;

	private volatile boolean ended;

	private volatile boolean closed;

	private SseTestClient(HttpResponse<InputStream> response) {
		this.response = response;
		this.reader = new Thread(this::read, "sse-test-client");
		this.reader.setDaemon(true);
		this.reader.start();
	}

	/**
	 * Sends the request and waits for the response's head.
	 * @param uri where to subscribe
	 * @param headers what to send along, such as {@code Authorization}
	 * @return the client, whatever the status
	 * @throws IOException where there is no response
	 */
	public static SseTestClient connect(URI uri, Map<String, String> headers) throws IOException {
		HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Accept", "text/event-stream");
		headers.forEach(request::header);
		HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
		try {
			return new SseTestClient(http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("Interrupted while connecting to " + uri, ex);
		}
	}

	/**
	 * Subscribes for a user.
	 * @param baseUrl the sink, without a slash at the end
	 * @param userId the user
	 * @param token the user's token
	 * @param lastEventId the last event that the client knows, if any
	 * @return the client
	 * @throws IOException where there is no response
	 */
	public static SseTestClient subscribe(String baseUrl, long userId, String token, @Nullable String lastEventId)
			throws IOException {
		URI uri = URI.create(baseUrl + "/api/notification/subscribe/" + userId);
		String authorization = "Bearer " + token;
		return connect(uri, (lastEventId != null) ? Map.of("Authorization", authorization, "Last-Event-ID", lastEventId)
				: Map.of("Authorization", authorization));
	}

	/** The response's status. */
	public int status() {
		return this.response.statusCode();
	}

	/**
	 * A header of the response.
	 * @param name its name
	 * @return its first value, if it is there
	 */
	public @Nullable String header(String name) {
		return this.response.headers().firstValue(name).orElse(null);
	}

	/** Every event so far, in the order of arrival. */
	public List<SseEvent> events() {
		return eventsFrom(0);
	}

	/**
	 * The events from a position on, for a reader that comes back for more.
	 * @param position how many events the reader has seen
	 */
	public List<SseEvent> eventsFrom(int position) {
		synchronized (this.events) {
			return List.copyOf(this.events.subList(position, this.events.size()));
		}
	}

	/**
	 * The ids of the notifications so far, in the order of arrival, repetitions included.
	 */
	public List<Long> notificationIds() {
		return events().stream().filter(SseEvent::isNotification).map(SseEvent::notificationId).toList();
	}

	/** The last id that the server sent, with which the client reconnects. */
	public @Nullable String lastEventId() {
		return this.lastEventId;
	}

	/** Every comment so far, without its colon. */
	public List<String> comments() {
		synchronized (this.comments) {
			return List.copyOf(this.comments);
		}
	}

	/** Whether the server has ended the response. */
	public boolean hasEnded() {
		return this.ended;
	}

	/** All that the client got, for a test that fails. */
	@Override
	public String toString() {
		return this.response.uri().getPath() + ": status " + status() + ", " + (this.ended ? "ended" : "not ended")
				+ " by the server, last id " + this.lastEventId + ", events " + events() + ", comments " + comments();
	}

	private void read() {
		try (BufferedReader lines = new BufferedReader(
				new InputStreamReader(this.response.body(), StandardCharsets.UTF_8))) {
			Fields fields = new Fields();
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				take(fields, line);
			}
		}
		catch (IOException ex) {
			// A connection that broke has ended, too: the test asks hasEnded().
		}
		finally {
			this.ended = !this.closed;
		}
	}

	private void take(Fields fields, String line) {
		if (line.isEmpty()) {
			if (fields.id != null) {
				this.lastEventId = fields.id;
			}
			fields.dispatch(this.events);
		}
		else if (line.startsWith(":")) {
			this.comments.add(line.substring(1).strip());
		}
		else {
			fields.set(line);
		}
	}

	@Override
	public void close() {
		this.closed = true;
		try {
			this.response.body().close();
			this.reader.join();
		}
		catch (IOException ex) {
			// Closed is closed.
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** The fields of the event that is being read. */
	private static final class Fields {

		private @Nullable String id;

		private @Nullable String name;

		private @Nullable StringBuilder data;

		void set(String line) {
			int colon = line.indexOf(':');
			String field = (colon < 0) ? line : line.substring(0, colon);
			String value = (colon < 0) ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
			switch (field) {
				case "id" -> this.id = value;
				case "event" -> this.name = value;
				case "data" ->
					this.data = (this.data != null) ? this.data.append('\n').append(value) : new StringBuilder(value);
				default -> {
					// Such as retry, which this client does not obey.
				}
			}
		}

		void dispatch(List<SseEvent> events) {
			if (this.data != null) {
				events.add(new SseEvent(this.id, (this.name != null) ? this.name : "message", this.data.toString()));
			}
			this.id = null;
			this.name = null;
			this.data = null;
		}

	}

}
