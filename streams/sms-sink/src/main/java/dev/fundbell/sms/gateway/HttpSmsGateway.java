package dev.fundbell.sms.gateway;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.fundbell.sms.gateway.HttpProperties.Query;
import dev.fundbell.sms.gateway.SendResult.Outcome;
import dev.fundbell.sms.gateway.SmsStatus.State;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

/** Gateway with any JSON interface over HTTP, described by options alone. */
final class HttpSmsGateway implements SmsGateway {

	private static final int NOT_FOUND = 404;

	private static final int REQUEST_TIMEOUT = 408;

	private static final int CONFLICT = 409;

	private final HttpProperties properties;

	private final HttpCalls calls;

	private final @Nullable String from;

	private final Template url;

	/** Parsed once, if it is the same for all messages. */
	private final @Nullable URI fixedUrl;

	private final JsonTemplate body;

	/** Headers that all requests have. */
	private final List<HttpField> common = new ArrayList<>();

	/** Those that contain something of the message. */
	private final List<HeaderTemplate> headers = new ArrayList<>();

	private final JsonPointer idPath;

	private final @Nullable JsonPointer statusPath;

	private final @Nullable Template queryUrl;

	HttpSmsGateway(HttpProperties properties, HttpCalls calls, @Nullable String from) {
		this.properties = properties;
		this.calls = calls;
		this.from = from;
		this.url = new Template(properties.url());
		this.body = new JsonTemplate(properties.body());
		this.common.add(new HttpField(HttpHeader.ACCEPT, "application/json"));
		properties.headers().forEach((name, value) -> addHeader(new HeaderTemplate(name, value)));
		this.idPath = JsonPointer.compile(properties.idPath());
		this.statusPath = (properties.statusPath() != null) ? JsonPointer.compile(properties.statusPath()) : null;
		this.queryUrl = (properties.query() != null) ? new Template(properties.query().url()) : null;
		requireUrl(this.url);
		this.fixedUrl = this.url.isFixed() ? URI.create(properties.url()) : null;
		if (this.queryUrl != null) {
			requireUrl(this.queryUrl);
		}
	}

	private void addHeader(HeaderTemplate header) {
		if (header.isFixed()) {
			this.common.add(header.with(Map.of()));
		}
		else {
			this.headers.add(header);
		}
	}

	private static void requireUrl(Template url) {
		HttpCalls.require(URI.create(url.encodedWith(Map.of())));
	}

	@Override
	public CompletionStage<SendResult> send(SmsMessage message) {
		Map<String, String> values = Template.values(message, this.from);
		URI address = (this.fixedUrl != null) ? this.fixedUrl : URI.create(this.url.encodedWith(values));
		Request request = request(address, values).method(this.properties.method())
			.headers((all) -> all.remove(HttpHeader.CONTENT_TYPE))
			.body(HttpCalls.json(this.body.with(values)));
		return this.calls.send(request)
			.handle((response, failure) -> (response != null) ? result(response) : HttpCalls.failed(failure));
	}

	@Override
	public CompletionStage<SmsStatus> status(SmsQuery message) {
		Query query = this.properties.query();
		if (query == null || this.queryUrl == null) {
			return CompletableFuture.completedFuture(SmsStatus.of(State.CANNOT_TELL, "NO_STATUS_QUERY"));
		}
		Map<String, String> values = Template.values(message);
		return this.calls.send(request(URI.create(this.queryUrl.encodedWith(values)), values))
			.handle((response, failure) -> (response != null) ? status(query, response)
					: SmsStatus.of(State.CANNOT_TELL, "NO_ANSWER"));
	}

	private Request request(URI address, Map<String, String> values) {
		return this.calls.request(address).headers((all) -> {
			this.common.forEach(all::put);
			this.headers.forEach((each) -> all.put(each.with(values)));
		});
	}

	private SendResult result(GatewayResponse response) {
		if (this.properties.temporaryStatuses().contains(response.status())) {
			return SendResult.of(Outcome.TEMPORARY, "HTTP_" + response.status()).withRetryAfter(response.retryAfter());
		}
		String status = (this.statusPath != null) ? response.at(this.statusPath) : null;
		if (status != null) {
			Outcome known = outcome(status);
			if (known != null) {
				return (known == Outcome.ACCEPTED) ? SendResult.accepted(response.at(this.idPath))
						: SendResult.of(known, status).withRetryAfter(response.retryAfter());
			}
		}
		if (response.isSuccess()) {
			return successWith(response, status);
		}
		return SendResult.of(outcome(response.status()), (status != null) ? status : "HTTP_" + response.status());
	}

	private SendResult successWith(GatewayResponse response, @Nullable String status) {
		if (this.statusPath == null) {
			return SendResult.accepted(response.at(this.idPath));
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

	/**
	 * A 5xx may come from a proxy behind which the message went through, and 409 may mean
	 * that the gateway has had it already.
	 */
	private Outcome outcome(int status) {
		if (this.properties.refusedStatuses().contains(status)) {
			return Outcome.REFUSED;
		}
		return (status / 100 == 5 || status == CONFLICT || status == REQUEST_TIMEOUT) ? Outcome.UNKNOWN
				: Outcome.UNAVAILABLE;
	}

	private static SmsStatus status(Query query, GatewayResponse response) {
		String state = (query.statusPath() != null) ? response.at(JsonPointer.compile(query.statusPath())) : null;
		if (state != null && query.notFoundValues().contains(state)) {
			return SmsStatus.of(State.NOT_FOUND, state);
		}
		if (!response.isSuccess()) {
			return SmsStatus.of((response.status() == NOT_FOUND) ? State.NO_SUCH_PAGE : State.CANNOT_TELL,
					"HTTP_" + response.status());
		}
		String id = response.at(JsonPointer.compile(query.idPath()));
		return (query.statusPath() != null) ? status(query, id, String.valueOf(state)) : SmsStatus.sent(id);
	}

	private static SmsStatus status(Query query, @Nullable String id, String state) {
		if (query.deliveredValues().contains(state)) {
			return new SmsStatus(State.DELIVERED, id, null);
		}
		if (query.sentValues().contains(state)) {
			return SmsStatus.sent(id);
		}
		return query.notSentValues().contains(state) ? new SmsStatus(State.NOT_SENT, id, state)
				: SmsStatus.of(State.CANNOT_TELL, state);
	}

}
