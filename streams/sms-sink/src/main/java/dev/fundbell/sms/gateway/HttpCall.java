package dev.fundbell.sms.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP call of a gateway: gathers its answer, and knows whether its request has
 * begun. Jetty tells that before it writes the first byte, and it writes nothing of a
 * request that failed before. So a call that has not begun may safely be made again.
 */
final class HttpCall implements Response.Listener {

	/** What is beyond that is read and thrown away. */
	private static final int LONGEST_ANSWER = 64 * 1024;

	private final CompletableFuture<GatewayResponse> answer = new CompletableFuture<>();

	private final ByteArrayOutputStream body = new ByteArrayOutputStream();

	private volatile boolean begun;

	/** Its answer, or a {@link NotBegunException}, or another one. */
	CompletableFuture<GatewayResponse> answer() {
		return this.answer;
	}

	void begin() {
		this.begun = true;
	}

	@Override
	public void onContent(Response response, ByteBuffer content) {
		byte[] part = new byte[Math.min(content.remaining(), LONGEST_ANSWER - this.body.size())];
		content.get(part);
		this.body.write(part, 0, part.length);
	}

	@Override
	public void onComplete(Result result) {
		Throwable failure = result.getResponseFailure();
		if (failure == null) {
			Response response = result.getResponse();
			this.answer.complete(GatewayResponse.of(response.getStatus(), this.body.toString(StandardCharsets.UTF_8),
					response.getHeaders().get(HttpHeader.RETRY_AFTER)));
		}
		else {
			this.answer.completeExceptionally(this.begun ? failure : new NotBegunException(failure));
		}
	}

	/** Failure of a call of which nothing was sent. Without a stack trace. */
	static final class NotBegunException extends RuntimeException {

		NotBegunException(@Nullable Throwable cause) {
			super("Nothing was sent", cause, false, false);
		}

	}

}
