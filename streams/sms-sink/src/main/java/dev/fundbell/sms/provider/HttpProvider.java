package dev.fundbell.sms.provider;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.fundbell.sms.provider.HttpProperties.Query;
import dev.fundbell.sms.provider.SendResult.Outcome;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

/** Any gateway with a JSON interface, as configured. */
final class HttpProvider implements SmsProvider {

	private static final int NOT_FOUND = 404;

	private final HttpProperties properties;

	private final HttpCalls calls;

	private final @Nullable String from;

	private final Template url;

	private final JsonTemplate body;

	private final Map<String, Template> headers = new LinkedHashMap<>();

	private final JsonPointer idPath;

	private final @Nullable JsonPointer statusPath;

	private final @Nullable Template queryUrl;

	HttpProvider(HttpProperties properties, HttpCalls calls, @Nullable String from) {
		this.properties = properties;
		this.calls = calls;
		this.from = from;
		this.url = new Template(properties.url());
		this.body = new JsonTemplate(properties.body());
		properties.headers().forEach((name, value) -> this.headers.put(name, new Template(value)));
		this.idPath = JsonPointer.compile(properties.idPath());
		this.statusPath = (properties.statusPath() != null) ? JsonPointer.compile(properties.statusPath()) : null;
		this.queryUrl = (properties.query() != null) ? new Template(properties.query().url()) : null;
		requireUrl(this.url);
		if (this.queryUrl != null) {
			requireUrl(this.queryUrl);
		}
	}

	private static void requireUrl(Template url) {
		HttpRequest.newBuilder(URI.create(url.encodedWith(Map.of())));
	}

	@Override
	public CompletionStage<SendResult> send(SmsMessage message) {
		Map<String, String> values = Template.values(message, this.from);
		HttpRequest.Builder request = request(this.url, values).setHeader("Content-Type", "application/json")
			.method(this.properties.method(), BodyPublishers.ofString(this.body.with(values)));
		return this.calls.send(request)
			.handle((response, failure) -> (response != null) ? result(Answer.of(response))
					: HttpCalls.failed(failure));
	}

	@Override
	public CompletionStage<SmsStatus> status(SmsQuery message) {
		Query query = this.properties.query();
		if (query == null || this.queryUrl == null) {
			return CompletableFuture.completedFuture(SmsStatus.of(SmsStatus.Answer.CANNOT_TELL, "NO_STATUS_QUERY"));
		}
		return this.calls.send(request(this.queryUrl, Template.values(message)).GET())
			.handle((response, failure) -> (response != null) ? status(query, Answer.of(response))
					: SmsStatus.of(SmsStatus.Answer.CANNOT_TELL, "NO_ANSWER"));
	}

	private HttpRequest.Builder request(Template url, Map<String, String> values) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url.encodedWith(values)))
			.setHeader("Accept", "application/json");
		this.headers.forEach((name, value) -> request.setHeader(name, value.with(values)));
		return request;
	}

	private SendResult result(Answer answer) {
		if (this.properties.temporaryStatuses().contains(answer.status())) {
			return SendResult.of(Outcome.TEMPORARY, "HTTP_" + answer.status());
		}
		String status = (this.statusPath != null) ? answer.at(this.statusPath) : null;
		if (status != null) {
			Outcome known = outcome(status);
			if (known != null) {
				return (known == Outcome.ACCEPTED) ? SendResult.accepted(answer.at(this.idPath))
						: SendResult.of(known, status);
			}
		}
		if (answer.isSuccess()) {
			return successWith(answer, status);
		}
		return SendResult.of(outcome(answer.status()), (status != null) ? status : "HTTP_" + answer.status());
	}

	private SendResult successWith(Answer answer, @Nullable String status) {
		if (this.statusPath == null) {
			return SendResult.accepted(answer.at(this.idPath));
		}
		return (status != null) ? SendResult.of(Outcome.REFUSED, status)
				: SendResult.of(Outcome.UNKNOWN, "ANSWER_WITHOUT_STATUS");
	}

	private @Nullable Outcome outcome(String status) {
		if (this.properties.acceptedValues().contains(status)) {
			return Outcome.ACCEPTED;
		}
		if (this.properties.temporaryValues().contains(status)) {
			return Outcome.TEMPORARY;
		}
		return this.properties.unavailableValues().contains(status) ? Outcome.UNAVAILABLE : null;
	}

	/** An answer of 5xx may come from a proxy behind which the message went through. */
	private static Outcome outcome(int status) {
		return switch (status) {
			case 400, 409, 410, 413, 422 -> Outcome.REFUSED;
			default -> (status / 100 == 5) ? Outcome.UNKNOWN : Outcome.UNAVAILABLE;
		};
	}

	private static SmsStatus status(Query query, Answer answer) {
		if (answer.status() == NOT_FOUND) {
			return SmsStatus.of(SmsStatus.Answer.NOT_FOUND, "HTTP_404");
		}
		if (!answer.isSuccess()) {
			return SmsStatus.of(SmsStatus.Answer.CANNOT_TELL, "HTTP_" + answer.status());
		}
		String id = answer.at(JsonPointer.compile(query.idPath()));
		if (query.statusPath() == null) {
			return SmsStatus.sent(id);
		}
		String state = String.valueOf(answer.at(JsonPointer.compile(query.statusPath())));
		if (query.sentValues().contains(state)) {
			return SmsStatus.sent(id);
		}
		if (query.notFoundValues().contains(state)) {
			return SmsStatus.of(SmsStatus.Answer.NOT_FOUND, state);
		}
		return SmsStatus.of(
				query.notSentValues().contains(state) ? SmsStatus.Answer.NOT_SENT : SmsStatus.Answer.CANNOT_TELL,
				state);
	}

}
