package dev.fundbell.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.HexFormat;
import java.util.concurrent.CopyOnWriteArrayList;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;

/** Collector of OpenTelemetry spans over OTLP/HTTP, which keeps them. */
public final class TraceCollector implements AutoCloseable {

	private final HttpServer server;

	private final List<CollectedSpan> spans = new CopyOnWriteArrayList<>();

	public TraceCollector() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/v1/traces", this::collect);
		this.server.start();
	}

	/** The value of the option {@code fundbell.tracing.endpoint}. */
	public String endpoint() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	public List<CollectedSpan> spans() {
		return List.copyOf(this.spans);
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	private void collect(HttpExchange exchange) throws IOException {
		ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
		for (ResourceSpans resource : request.getResourceSpansList()) {
			Map<String, String> app = attributes(resource.getResource().getAttributesList());
			resource.getScopeSpansList()
				.forEach((scope) -> scope.getSpansList().forEach((span) -> this.spans.add(collected(app, span))));
		}
		exchange.sendResponseHeaders(200, -1);
		exchange.close();
	}

	private static CollectedSpan collected(Map<String, String> app, Span span) {
		return new CollectedSpan(app, span.getName(), hex(span.getTraceId()), hex(span.getSpanId()),
				hex(span.getParentSpanId()), attributes(span.getAttributesList()),
				span.getEndTimeUnixNano() - span.getStartTimeUnixNano(),
				span.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR);
	}

	private static String hex(ByteString bytes) {
		return HexFormat.of().formatHex(bytes.toByteArray());
	}

	private static Map<String, String> attributes(List<KeyValue> attributes) {
		Map<String, String> map = new TreeMap<>();
		attributes.forEach((each) -> map.put(each.getKey(), text(each.getValue())));
		return map;
	}

	private static String text(AnyValue value) {
		return value.hasIntValue() ? Long.toString(value.getIntValue()) : value.getStringValue();
	}

	/**
	 * Span as it arrived.
	 *
	 * @param app attributes of the app that made it
	 * @param parentId empty for the first span of a trace
	 * @param nanos how long it took
	 */
	public record CollectedSpan(Map<String, String> app, String name, String traceId, String spanId, String parentId,
			Map<String, String> attributes, long nanos, boolean failed) {

	}

}
