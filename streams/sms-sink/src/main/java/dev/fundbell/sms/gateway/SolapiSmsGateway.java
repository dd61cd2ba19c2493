package dev.fundbell.sms.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.fundbell.sms.gateway.SendResult.Outcome;
import dev.fundbell.sms.gateway.SmsStatus.State;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gateway Solapi, a Korean one, by its REST API v4. Solapi cannot be queried by a
 * reference of ours, but it keeps custom fields. A status query therefore lists the
 * messages to the same number about the same time, and finds ours by its custom field.
 */
final class SolapiSmsGateway implements SmsGateway {

	private static final String REFERENCE = "reference";

	private static final String DELIVERED = "4000";

	/** Accepted, with the carrier, delivered. */
	private static final Set<String> GOOD = Set.of("2000", "3000", DELIVERED);

	private static final Set<String> UNDER_WAY = Set.of("PENDING", "SENDING");

	/** The server's own errors. */
	private static final Set<String> TEMPORARY = Set.of("1024", "2024");

	/** The account, its balance, its sender number, its route. */
	private static final Set<String> ACCOUNT = Set.of("1020", "1030", "1058", "1062", "2062", "2063", "2230");

	private static final int PAGE = 500;

	private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(5);

	private static final Duration LATEST = Duration.ofHours(1);

	private static final JsonMapper JSON = new JsonMapper();

	private final HttpCalls calls;

	private final SolapiSignature signature;

	private final String url;

	private final String from;

	SolapiSmsGateway(SolapiProperties properties, HttpCalls calls, SolapiSignature signature, String from) {
		this.url = properties.url().replaceAll("/+$", "") + "/messages/v4/";
		this.calls = calls;
		this.signature = signature;
		this.from = from;
	}

	@Override
	public CompletionStage<SendResult> send(SmsMessage message) {
		return this.calls.send(request("send").method(HttpMethod.POST).body(HttpCalls.json(body(message))))
			.handle((response, failure) -> (response != null) ? result(response) : HttpCalls.failed(failure));
	}

	@Override
	public CompletionStage<SmsStatus> status(SmsQuery query) {
		if (query.messageId() == null && query.to() == null) {
			return CompletableFuture.completedFuture(SmsStatus.of(State.CANNOT_TELL, "NO_NUMBER"));
		}
		return this.calls.send(request(search(query)))
			.handle((response, failure) -> (response != null) ? status(query, response)
					: SmsStatus.of(State.CANNOT_TELL, "NO_ANSWER"));
	}

	private Request request(String path) {
		String authorization = this.signature.header();
		return this.calls.request(URI.create(this.url + path))
			.headers((all) -> all.put(HttpHeader.AUTHORIZATION, authorization));
	}

	private String body(SmsMessage message) {
		ObjectNode body = JSON.createObjectNode();
		body.putObject("message")
			.put("to", message.to().national())
			.put("country", Integer.toString(message.to().countryCode()))
			.put("from", this.from)
			.put("type", message.text().kind().name())
			.put("autoTypeDetect", false)
			.put("text", message.text().text())
			.putObject("customFields")
			.put(REFERENCE, message.reference());
		return JSON.writeValueAsString(body);
	}

	private static String search(SmsQuery query) {
		if (query.messageId() != null) {
			return "list?" + new Template("messageId={{messageId}}").encodedWith(Template.values(query));
		}
		return "list?" + new Template("to={{national}}").encodedWith(Template.values(query)) + "&startDate="
				+ query.sentAt().minus(CLOCK_DIFFERENCE) + "&endDate=" + query.sentAt().plus(LATEST) + "&limit=" + PAGE;
	}

	private static SendResult result(GatewayResponse response) {
		if (response.isSuccess()) {
			String code = response.property("statusCode");
			if (code == null) {
				return SendResult.of(Outcome.UNKNOWN, "ANSWER_WITHOUT_STATUS");
			}
			return GOOD.contains(code) ? SendResult.accepted(response.property("messageId"))
					: SendResult.of(outcome(code), code);
		}
		String error = response.property("errorCode");
		return SendResult.of(outcome(response.status(), error), (error != null) ? error : "HTTP_" + response.status())
			.withRetryAfter(response.retryAfter());
	}

	private static Outcome outcome(String code) {
		if (TEMPORARY.contains(code)) {
			return Outcome.TEMPORARY;
		}
		return ACCOUNT.contains(code) ? Outcome.UNAVAILABLE : Outcome.REFUSED;
	}

	private static Outcome outcome(int status, @Nullable String error) {
		return switch (status) {
			case 400 -> Outcome.REFUSED;
			// A signature that was used before: the next has another salt.
			case 403 -> "DuplicatedSignature".equals(error) ? Outcome.TEMPORARY : Outcome.UNAVAILABLE;
			case 429 -> Outcome.TEMPORARY;
			case 408, 409 -> Outcome.UNKNOWN;
			// Documented as: too much to do at the moment, and not processed.
			case 500 -> "InternalError".equals(error) ? Outcome.TEMPORARY : Outcome.UNKNOWN;
			default -> (status / 100 == 5) ? Outcome.UNKNOWN : Outcome.UNAVAILABLE;
		};
	}

	private static SmsStatus status(SmsQuery query, GatewayResponse response) {
		JsonNode messages = response.body().path("messageList");
		if (!response.isSuccess() || !messages.isObject()) {
			return SmsStatus.of(State.CANNOT_TELL, "HTTP_" + response.status());
		}
		for (JsonNode message : messages) {
			String id = message.path("messageId").asString("");
			if (id.equals(query.messageId())
					|| message.path("customFields").path(REFERENCE).asString("").equals(query.reference())) {
				String code = message.path("statusCode").asString("");
				if (code.equals(DELIVERED)) {
					return new SmsStatus(State.DELIVERED, id, null);
				}
				boolean good = GOOD.contains(code) || UNDER_WAY.contains(message.path("status").asString(""));
				return good ? SmsStatus.sent(id) : new SmsStatus(State.NOT_SENT, id, code);
			}
		}
		return (messages.size() < PAGE) ? SmsStatus.of(State.NOT_FOUND, "NOT_IN_LIST")
				: SmsStatus.of(State.CANNOT_TELL, "LIST_TOO_LONG");
	}

}
