package dev.fundbell.tracing;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Tracer of notifications: makes one OpenTelemetry trace per notification, to which each
 * app adds its stages. The id decides which are traced, so that all apps agree. A
 * collector that is away costs spans and nothing else: they are dropped. Thread-safe.
 */
public final class NotificationTracer implements AutoCloseable {

	/** Traces nothing. */
	public static final NotificationTracer OFF = new NotificationTracer();

	private static final int SECONDS_TO_END = 2;

	private final TraceIds ids = new TraceIds();

	/** 0 = none. */
	private final long oneIn;

	private final @Nullable SdkTracerProvider provider;

	private NotificationTracer() {
		this.oneIn = 0;
		this.provider = null;
	}

	/**
	 * @param oneIn how many notifications there are for each that is traced
	 * @param resource the app
	 */
	NotificationTracer(long oneIn, SpanProcessor processor, Resource resource) {
		this.oneIn = oneIn;
		this.provider = SdkTracerProvider.builder()
			.setIdGenerator(this.ids)
			.setResource(Resource.getDefault().merge(resource))
			.addSpanProcessor(processor)
			.build();
	}

	/** Tells whether a notification is traced. */
	public boolean traces(long notificationId) {
		return this.oneIn > 0 && notificationId % this.oneIn == 0;
	}

	/** Adds a stage to a notification's trace, if the notification is traced. */
	public void record(Stage stage, long notificationId, Instant start, Instant end, Map<String, String> attributes) {
		record(stage, notificationId, start, end, attributes, false);
	}

	/**
	 * Adds a stage to a notification's trace, if the notification is traced.
	 * @param attributes by their names without the prefix {@code fundbell.}; nothing
	 * personal
	 * @param failed whether the stage did not do what it is for
	 */
	public void record(Stage stage, long notificationId, Instant start, Instant end, Map<String, String> attributes,
			boolean failed) {
		if (this.provider == null || !traces(notificationId)) {
			return;
		}
		SpanBuilder builder = this.provider.get("dev.fundbell").spanBuilder(stage.spanName());
		builder.setSpanKind(stage.kind()).setStartTimestamp(start);
		builder.setAttribute("fundbell.notification.id", notificationId);
		attributes.forEach((name, value) -> builder.setAttribute("fundbell." + name, value));
		Span span = started(builder, stage, notificationId);
		if (failed) {
			span.setStatus(StatusCode.ERROR);
		}
		span.end(end.isBefore(start) ? start : end);
	}

	private Span started(SpanBuilder builder, Stage stage, long notificationId) {
		if (stage != Stage.PUBLISH) {
			return builder.setParent(Context.root().with(Span.wrap(TraceIds.root(notificationId)))).startSpan();
		}
		this.ids.beginRoot(notificationId);
		try {
			return builder.setNoParent().startSpan();
		}
		finally {
			this.ids.endRoot();
		}
	}

	/** Hands over what is recorded, within two seconds. */
	@Override
	public void close() {
		if (this.provider != null) {
			this.provider.shutdown().join(SECONDS_TO_END, TimeUnit.SECONDS);
		}
	}

}
