package dev.fundbell.benchmarks.sse;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;

/**
 * HTTP over TLS, each connection with a whole handshake of its own, as from clients that
 * come for the first time. It needs no thread and little memory per connection, so that
 * one process can have thousands.
 */
final class TlsWire implements Wire {

	private static final int RECORD = 17 * 1024;

	private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

	private final SSLEngine engine;

	private final @Nullable Http2Frames http2;

	/** The beginning of a record whose end has not come yet. */
	private ByteBuffer rest = NOTHING;

	/**
	 * A connection that is not open yet.
	 * @param context trusts the server
	 * @param http2 whether to speak HTTP/2
	 */
	TlsWire(SSLContext context, boolean http2) {
		this.engine = context.createSSLEngine();
		this.engine.setUseClientMode(true);
		SSLParameters parameters = this.engine.getSSLParameters();
		parameters.setApplicationProtocols(new String[] { http2 ? "h2" : "http/1.1" });
		this.engine.setSSLParameters(parameters);
		this.http2 = http2 ? new Http2Frames() : null;
	}

	@Override
	public void request(SocketChannel channel, String request) throws IOException {
		handshake(channel);
		send(channel, (this.http2 != null) ? this.http2.request(request) : request.getBytes(StandardCharsets.US_ASCII));
	}

	@Override
	public @Nullable String receive(SocketChannel channel, ByteBuffer bytes) throws IOException {
		byte[] plain = decrypt(bytes);
		if (this.http2 == null) {
			return new String(plain, StandardCharsets.ISO_8859_1);
		}
		String text = this.http2.receive(plain);
		byte[] answer = this.http2.takeAnswer();
		if (answer.length != 0) {
			send(channel, answer);
		}
		return text;
	}

	private void handshake(SocketChannel channel) throws IOException {
		this.engine.beginHandshake();
		HandshakeStatus status = this.engine.getHandshakeStatus();
		while (status != HandshakeStatus.FINISHED && status != HandshakeStatus.NOT_HANDSHAKING) {
			status = switch (status) {
				case NEED_WRAP -> wrap(channel, NOTHING);
				case NEED_UNWRAP -> unwrap(channel);
				default -> runTasks();
			};
		}
	}

	private HandshakeStatus runTasks() {
		for (Runnable task = this.engine.getDelegatedTask(); task != null; task = this.engine.getDelegatedTask()) {
			task.run();
		}
		return this.engine.getHandshakeStatus();
	}

	private HandshakeStatus wrap(SocketChannel channel, ByteBuffer plain) throws IOException {
		ByteBuffer record = ByteBuffer.allocate(RECORD);
		SSLEngineResult result = this.engine.wrap(plain, record);
		record.flip();
		while (record.hasRemaining()) {
			channel.write(record);
		}
		return result.getHandshakeStatus();
	}

	private HandshakeStatus unwrap(SocketChannel channel) throws IOException {
		SSLEngineResult result = this.engine.unwrap(this.rest, ByteBuffer.allocate(RECORD));
		if (result.getStatus() == Status.BUFFER_UNDERFLOW) {
			ByteBuffer more = ByteBuffer.allocate(RECORD);
			if (channel.read(more) < 0) {
				throw new EOFException("The server has ended the handshake");
			}
			this.rest = join(this.rest, more.flip());
		}
		return result.getHandshakeStatus();
	}

	private void send(SocketChannel channel, byte[] plain) throws IOException {
		ByteBuffer bytes = ByteBuffer.wrap(plain);
		while (bytes.hasRemaining()) {
			wrap(channel, bytes);
		}
	}

	private byte[] decrypt(ByteBuffer bytes) throws SSLException {
		ByteBuffer encrypted = join(this.rest, bytes);
		ByteBuffer record = ByteBuffer.allocate(RECORD);
		ByteArrayOutputStream plain = new ByteArrayOutputStream();
		SSLEngineResult result = this.engine.unwrap(encrypted, record);
		while (result.getStatus() == Status.OK && (result.bytesConsumed() != 0 || result.bytesProduced() != 0)) {
			plain.write(record.array(), 0, record.position());
			record.clear();
			runTasks();
			result = this.engine.unwrap(encrypted, record);
		}
		this.rest = encrypted.hasRemaining() ? join(NOTHING, encrypted) : NOTHING;
		return plain.toByteArray();
	}

	private static ByteBuffer join(ByteBuffer first, ByteBuffer second) {
		return ByteBuffer.allocate(first.remaining() + second.remaining()).put(first).put(second).flip();
	}

}
