package dev.fundbell.sms;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.fundbell.sms.StubServer.Request;
import dev.fundbell.sms.StubServer.Response;
import tools.jackson.databind.JsonNode;

/**
 * Gateway of a test, over HTTP: accepts each message, unless a test scripts its behaviour
 * for a number.
 */
final class FakeGateway implements AutoCloseable {

	private final StubServer server = new StubServer();

	private final Map<String, Queue<Behaviour>> scripts = new ConcurrentHashMap<>();

	private final List<Message> received = new CopyOnWriteArrayList<>();

	private final List<Message> attempts = new CopyOnWriteArrayList<>();

	private volatile Behaviour usual = Behaviour.ACCEPT;

	FakeGateway() {
		this.server.respond((request) -> request.method().equals("GET") ? status(request) : take(request));
	}

	/**
	 * The options of a sink that has this gateway under a name, and waits for an answer
	 * until the timeout.
	 */
	List<String> options(String name, String timeout) {
		String prefix = "fundbell.sms.gateways." + name + ".";
		String url = this.server.url() + "/messages";
		return List.of(prefix + "type=http", prefix + "from=15880000", prefix + "timeout=" + timeout,
				prefix + "backoff=50ms", prefix + "attempts=3", prefix + "http.url=" + url,
				prefix + "http.headers.Idempotency-Key={{reference}}",
				prefix + "http.body={\"to\":\"{{to}}\",\"from\":\"{{from}}\",\"kind\":\"{{kind}}\","
						+ "\"text\":\"{{text}}\",\"reference\":\"{{reference}}\"}",
				prefix + "http.query.url=" + url + "/{{reference}}", prefix + "http.query.status-path=/state",
				prefix + "http.query.sent-values=SENT", prefix + "http.query.not-sent-values=FAILED");
	}

	/** Scripts the next messages to a number; later ones are accepted again. */
	void script(String number, Behaviour... behaviours) {
		this.scripts.put(number, new ArrayDeque<>(List.of(behaviours)));
	}

	/** Behaves so from now on towards messages without a script. */
	void usually(Behaviour behaviour) {
		this.usual = behaviour;
	}

	/** The messages that this gateway has accepted, in order. */
	List<Message> received() {
		return this.received;
	}

	List<Message> receivedBy(String number) {
		return this.received.stream().filter((message) -> message.to().equals(number)).toList();
	}

	/** How many messages have come, whether it has accepted them or not. */
	int attempts() {
		return this.attempts.size();
	}

	long attemptsTo(String number) {
		return this.attempts.stream().filter((message) -> message.to().equals(number)).count();
	}

	private Response take(Request request) {
		JsonNode body = request.json();
		Message message = new Message(body.path("reference").asString(), body.path("to").asString(),
				body.path("kind").asString(), body.path("text").asString());
		this.attempts.add(message);
		Queue<Behaviour> script = this.scripts.get(message.to());
		Behaviour behaviour = (script != null && !script.isEmpty()) ? script.poll() : this.usual;
		if (behaviour.takes) {
			this.received.add(message);
		}
		return switch (behaviour) {
			case ACCEPT -> new Response(200, "{\"messageId\":\"M-" + message.reference() + "\"}");
			case BUSY -> new Response(429, "{}");
			case BUSY_FOR_AN_HOUR -> new Response(429, "{}", Map.of("Retry-After", "3600"));
			case REFUSE -> new Response(400, "{}");
			case WRONG_KEY -> new Response(401, "{}");
			case NO_CREDIT -> new Response(402, "{}");
			case ACCEPT_TWICE -> new Response(409, "{}");
			case BREAK -> new Response(500, "{}");
			case ACCEPT_BEHIND_A_PROXY -> new Response(503, "{}");
			case ACCEPT_SILENTLY, LOSE -> StubServer.SILENCE;
		};
	}

	private Response status(Request request) {
		String reference = request.path().replaceAll(".*/", "");
		boolean known = this.received.stream().anyMatch((message) -> message.reference().equals(reference));
		return new Response(known ? 200 : 404, "{\"messageId\":\"M-" + reference + "\",\"state\":\"SENT\"}");
	}

	@Override
	public void close() {
		this.server.close();
	}

	/** Behaviour towards one message. */
	enum Behaviour {

		ACCEPT(true), BUSY(false), BUSY_FOR_AN_HOUR(false), REFUSE(false), WRONG_KEY(false), NO_CREDIT(false),
		BREAK(false),
		/** Has the message already, as it says with 409. */
		ACCEPT_TWICE(true),
		/** Takes the message; its proxy answers with 503 for it. */
		ACCEPT_BEHIND_A_PROXY(true),
		/** Takes the message, and never answers. */
		ACCEPT_SILENTLY(true),
		/** Loses the message, and never answers. */
		LOSE(false);

		private final boolean takes;

		Behaviour(boolean takes) {
			this.takes = takes;
		}

	}

	/**
	 * A message as it came.
	 *
	 * @param reference the sink's name of it
	 * @param to the number
	 * @param kind SMS or LMS
	 * @param text the text
	 */
	record Message(String reference, String to, String kind, String text) {

	}

}
