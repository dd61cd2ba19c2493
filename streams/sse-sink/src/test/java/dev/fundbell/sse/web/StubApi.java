package dev.fundbell.sse.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

/**
 * The sink's HTTP interface over the stub's inbox and streams. A user's token is the
 * user's id.
 */
class StubApi implements HttpHandler {

	private static final String SUBSCRIBE = "/api/notification/subscribe/";

	private static final Map<Long, String> USERS = new TreeMap<>(Map.of(1L, "김하늘", 2L, "Alex Morgan", 3L, "이서준"));

	private final StubInbox inbox;

	private final StubStreams streams;

	private volatile boolean local = true;

	private volatile Duration overlap = Duration.ZERO;

	StubApi(StubInbox inbox, StubStreams streams) {
		this.inbox = inbox;
		this.streams = streams;
	}

	void notLocal() {
		this.local = false;
	}

	void replayOverlap(Duration overlap) {
		this.overlap = overlap;
	}

	@Override
	public void handle(HttpExchange exchange) throws IOException {
		String path = exchange.getRequestURI().getPath();
		Long userId = cookie(exchange, "fundbell-token").map(Long::valueOf).findFirst().orElse(null);
		if (path.startsWith("/api/local/")) {
			local(exchange, path).send(exchange);
		}
		else if (userId == null) {
			new StubAnswer(401).send(exchange);
		}
		else if (path.startsWith(SUBSCRIBE)) {
			subscribe(exchange, userId, Long.parseLong(path.substring(SUBSCRIBE.length())));
		}
		else if (exchange.getRequestMethod().equals("PUT")) {
			change(exchange, userId, path).send(exchange);
		}
		else {
			get(exchange, userId, path).send(exchange);
		}
	}

	private StubAnswer get(HttpExchange exchange, long userId, String path) {
		return switch (path) {
			case "/api/me" -> StubAnswer.json(user(userId, "userId"));
			case "/api/notifications" ->
				StubAnswer.json(this.inbox.page(userId, Integer.parseInt(parameter(exchange, "limit", "20")),
						Long.parseLong(parameter(exchange, "cursor", "0"))));
			default -> new StubAnswer(404);
		};
	}

	private StubAnswer change(HttpExchange exchange, long userId, String path) {
		if (path.equals("/api/notifications/read")) {
			String through = parameter(exchange, "through", Instant.now().toString());
			int marked = this.inbox.read(userId, (one) -> !one.publishedAt().isAfter(Instant.parse(through)));
			this.streams.send(userId, StubStreams.event("read", "{\"through\":\"" + through + "\"}"));
			return StubAnswer.json("{\"marked\":" + marked + "}");
		}
		long id = Long.parseLong(path.replaceAll("\\D", ""));
		this.inbox.read(userId, (one) -> one.id() == id);
		this.streams.send(userId, StubStreams.event("read", "{\"ids\":[" + id + "]}"));
		return new StubAnswer(204);
	}

	private void subscribe(HttpExchange exchange, long userId, long subscribed) throws IOException {
		if (userId != subscribed) {
			new StubAnswer(403).send(exchange);
			return;
		}
		String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
		if (last == null) {
			last = parameter(exchange, "lastEventId", null);
		}
		String head = "retry: 100\n" + StubStreams.event("sse", "connect completed");
		this.streams.open(exchange, userId, head + ((last != null) ? replay(userId, Long.parseLong(last)) : ""));
	}

	private String replay(long userId, long last) {
		List<StubNotification> missed = this.inbox.since(userId, last, this.overlap);
		return (missed == null) ? StubStreams.event("reset", "{}")
				: missed.stream().map(StubStreams::notification).collect(Collectors.joining());
	}

	private StubAnswer local(HttpExchange exchange, String path) throws IOException {
		if (!this.local) {
			return new StubAnswer(404);
		}
		return switch (path) {
			case "/api/local/users" -> StubAnswer
				.json(USERS.keySet().stream().map((id) -> user(id, "id")).collect(Collectors.joining(",", "[", "]")));
			case "/api/local/sign-in" -> {
				String id = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
					.replaceAll("\\D", "");
				yield StubAnswer.json(user(Long.parseLong(id), "userId"))
					.with("Set-Cookie", "fundbell-token=" + id + "; Path=/; HttpOnly; SameSite=Strict");
			}
			default -> new StubAnswer(204).with("Set-Cookie", "fundbell-token=; Path=/; Max-Age=0");
		};
	}

	private static String user(long id, String idName) {
		return "{\"%s\":%d,\"name\":\"%s\",\"locale\":\"%s\"}".formatted(idName, id, USERS.get(id),
				(id == 2) ? "en" : "ko");
	}

	private static String parameter(HttpExchange exchange, String name, String otherwise) {
		String query = exchange.getRequestURI().getQuery();
		return values((query != null) ? query.split("&") : new String[0], name).findFirst().orElse(otherwise);
	}

	private static Stream<String> cookie(HttpExchange exchange, String name) {
		String header = exchange.getRequestHeaders().getFirst("Cookie");
		return values((header != null) ? header.split(";\\s*") : new String[0], name);
	}

	private static Stream<String> values(String[] pairs, String name) {
		return Arrays.stream(pairs)
			.filter((pair) -> pair.startsWith(name + "="))
			.map((pair) -> pair.substring(name.length() + 1));
	}

}
