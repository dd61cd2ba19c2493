package dev.fundbell.tracing;

import java.util.HexFormat;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.IdGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Ids of traces and spans, derived from the notification's id. So each app knows the
 * trace of a notification, without a header in each record and a column in each table,
 * and so does a person who looks for it.
 */
final class TraceIds implements IdGenerator {

	/** The letters "fundbell" in ASCII. */
	private static final String PREFIX = "66756e6462656c6c";

	private static final IdGenerator RANDOM = IdGenerator.random();

	private final ThreadLocal<@Nullable Long> root = new ThreadLocal<>();

	/** The trace of a notification: 16 fixed digits and the id in 16 hex digits. */
	static String traceId(long notificationId) {
		return PREFIX + HexFormat.of().toHexDigits(notificationId);
	}

	/** The first span of a notification's trace. */
	static SpanContext root(long notificationId) {
		return SpanContext.createFromRemoteParent(traceId(notificationId), HexFormat.of().toHexDigits(notificationId),
				TraceFlags.getSampled(), TraceState.getDefault());
	}

	/** Has this thread's next span be the first one of a notification's trace. */
	void beginRoot(long notificationId) {
		this.root.set(notificationId);
	}

	void endRoot() {
		this.root.remove();
	}

	@Override
	public String generateTraceId() {
		Long notificationId = this.root.get();
		return (notificationId != null) ? traceId(notificationId) : RANDOM.generateTraceId();
	}

	@Override
	public String generateSpanId() {
		Long notificationId = this.root.get();
		return (notificationId != null) ? root(notificationId).getSpanId() : RANDOM.generateSpanId();
	}

}
