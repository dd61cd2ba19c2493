package dev.fundbell.sms.gateway;

import java.io.ByteArrayOutputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLHandshakeException;

import dev.fundbell.sms.gateway.SendResult.Outcome;

/**
 * HTTP client of one gateway, non-blocking and with a bound on each call's duration. It
 * speaks HTTP/1.1 only: over HTTP/2 the JDK's client fails calls beyond the server's
 * limit of streams after it has started them, so that their messages would be UNKNOWN.
 */
final class HttpCalls {

	private static final int LONGEST_ANSWER = 64 * 1024;

	private final HttpClient client;

	private final Duration timeout;

	HttpCalls(Duration connectTimeout, Duration timeout, Executor executor) {
		this.timeout = timeout;
		this.client = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.followRedirects(HttpClient.Redirect.NEVER)
			.connectTimeout(connectTimeout)
			.executor(executor)
			.build();
	}

	/**
	 * Sends a request. The call ends within twice the timeout even if the body never
	 * does: the request's own timeout covers the headers only.
	 */
	CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request) {
		CompletableFuture<HttpResponse<String>> call = this.client.sendAsync(request.timeout(this.timeout).build(),
				bounded());
		return call.copy()
			.orTimeout(2 * this.timeout.toMillis(), TimeUnit.MILLISECONDS)
			.whenComplete((response, failure) -> call.cancel(true));
	}

	/** The result of a call that failed without a response. */
	static SendResult failed(Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		String reason = cause.getClass().getSimpleName();
		if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
			return SendResult.of(Outcome.TEMPORARY, reason);
		}
		if (cause instanceof SSLHandshakeException) {
			return SendResult.of(Outcome.UNAVAILABLE, reason);
		}
		return SendResult.of(Outcome.UNKNOWN, reason);
	}

	private static BodyHandler<String> bounded() {
		return (head) -> {
			ByteArrayOutputStream answer = new ByteArrayOutputStream();
			return BodySubscribers.mapping(
					BodySubscribers.ofByteArrayConsumer((part) -> part.ifPresent(
							(bytes) -> answer.write(bytes, 0, Math.min(bytes.length, LONGEST_ANSWER - answer.size())))),
					(end) -> answer.toString(StandardCharsets.UTF_8));
		};
	}

}
