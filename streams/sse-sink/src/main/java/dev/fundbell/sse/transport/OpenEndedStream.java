package dev.fundbell.sse.transport;

import java.nio.ByteBuffer;

import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Stream of a request whose response goes on after Jetty has completed it: Jetty does not
 * end it. For Spring's filters and metrics and for Jetty's graceful shutdown the request
 * is then complete, and Jetty's objects for it are freed.
 */
abstract class OpenEndedStream extends HttpStream.Wrapper {

	/**
	 * An open end.
	 * @param stream the stream as Jetty has it
	 */
	protected OpenEndedStream(HttpStream stream) {
		super(stream);
	}

	@Override
	public void send(MetaData.Request request, MetaData.@Nullable Response response, boolean last,
			@Nullable ByteBuffer content, Callback callback) {
		super.send(request, response, false, content, callback);
	}

}
