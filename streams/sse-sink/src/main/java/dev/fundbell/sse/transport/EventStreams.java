package dev.fundbell.sse.transport;

import java.io.IOException;

import dev.fundbell.sse.hub.Transport;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpVersion;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * Opens event streams as responses. On HTTP/1.1 the connection itself is taken over from
 * Jetty, as for a WebSocket. A write is then one system call, and Jetty's objects for the
 * request are freed, which are most of a connection's memory. An HTTP/2 stream has no
 * connection of its own and stays with the Servlet API.
 */
@Component
public class EventStreams {

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
		if (jetty.getConnectionMetaData().getHttpVersion().getVersion() <= HttpVersion.HTTP_1_1.getVersion()) {
			response.setHeader(HttpHeaders.CONNECTION, "close");
			ConnectionUpgrade.prepare(jetty, listener);
			response.getOutputStream().write(first);
			response.flushBuffer();
		}
		else {
			response.getOutputStream().write(first);
			response.flushBuffer();
			AsyncServletTransport.start(request, response, listener);
		}
	}

	/**
	 * Sets the headers of an event stream.
	 * @param response the response, not yet committed
	 */
	public void setHeaders(HttpServletResponse response) {
		response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
		// A proxy that compresses holds events back until it has a block of them.
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store, no-transform");
		// nginx would otherwise buffer the events.
		response.setHeader("X-Accel-Buffering", "no");
	}

}
