package dev.fundbell.sse.transport;

import java.io.IOException;
import java.nio.ByteBuffer;

import dev.fundbell.sse.hub.Transport;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * Opener of event streams as responses. They are taken over from Jetty: on HTTP/1.1 with
 * the connection, as for a WebSocket, on HTTP/2 the stream. A write is then one system
 * call, and Jetty's objects for the request are freed, which are most of a stream's
 * memory.
 */
@Component
public class EventStreams {

	/** A proxy that compresses holds events back until it has a block of them. */
	private static final String NO_TRANSFORM = "no-store, no-transform";

	/** nginx would otherwise buffer the events. */
	private static final String ACCEL_BUFFERING = "X-Accel-Buffering";

	/** Filters add the last one where a request passes them. */
	private static final HttpFields HEAD = HttpFields.build()
		.add(new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, MediaType.TEXT_EVENT_STREAM_VALUE))
		.add(new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, NO_TRANSFORM))
		.add(new PreEncodedHttpField(ACCEL_BUFFERING, "no"))
		.add(new PreEncodedHttpField("X-Content-Type-Options", "nosniff"))
		.asImmutable();

	private static final HttpField CLOSE = new PreEncodedHttpField(HttpHeader.CONNECTION, "close");

	/** The path of event streams, which the user's id follows. */
	public static final String PATH = "/api/notification/subscribe/";

	/**
	 * Sends the head, with the headers that filters have set, and the first frames in one
	 * write, and opens the stream.
	 * @param request the request
	 * @param response its response, not yet committed
	 * @param first the first frames
	 * @param listener told once the stream is open, possibly before this method returns
	 * @throws IOException if the client has disconnected
	 */
	public void open(HttpServletRequest request, HttpServletResponse response, byte[] first,
			Transport.Listener listener) throws IOException {
		setHeaders(response);
		ServletContextRequest jetty = ServletContextRequest.getServletContextRequest(request);
		if (takeOver(jetty, listener)) {
			response.setHeader(HttpHeaders.CONNECTION, "close");
		}
		response.getOutputStream().write(first);
		response.flushBuffer();
	}

	/**
	 * Sends the head and the first frames in one write, and opens the stream of a request
	 * that no servlet has seen.
	 * @param request the request
	 * @param response its response, not yet committed
	 * @param first the first frames
	 * @param listener told once the stream is open, possibly before this method returns
	 * @param callback completed once the head is written
	 */
	public void open(Request request, Response response, byte[] first, Transport.Listener listener, Callback callback) {
		response.getHeaders().add(HEAD);
		if (takeOver(request, listener)) {
			response.getHeaders().add(CLOSE);
		}
		response.write(false, ByteBuffer.wrap(first), callback);
	}

	/** Returns whether the stream takes the whole connection. */
	private static boolean takeOver(Request request, Transport.Listener listener) {
		if (StreamTakeover.prepare(request, listener)) {
			return false;
		}
		ConnectionUpgrade.prepare(request, listener);
		return true;
	}

	/**
	 * Sets the headers of an event stream.
	 * @param response the response, not yet committed
	 */
	public void setHeaders(HttpServletResponse response) {
		response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
		response.setHeader(HttpHeaders.CACHE_CONTROL, NO_TRANSFORM);
		response.setHeader(ACCEL_BUFFERING, "no");
	}

}
