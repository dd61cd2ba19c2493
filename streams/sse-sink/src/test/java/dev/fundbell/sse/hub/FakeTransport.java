package dev.fundbell.sse.hub;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A client that reads when a test says so. */
public final class FakeTransport implements Transport {

	private final StringBuilder written = new StringBuilder();

	private final Transport.Listener listener;

	private boolean full;

	private boolean closed;

	private int writes;

	private FakeTransport(Transport.Listener listener) {
		this.listener = listener;
	}

	public static FakeTransport open(Transport.Listener listener) {
		FakeTransport transport = new FakeTransport(listener);
		listener.opened(transport);
		return transport;
	}

	/** Takes one more write, which stays unfinished. */
	public FakeTransport stopReading() {
		this.full = true;
		return this;
	}

	void readAgain() {
		this.full = false;
		this.listener.writable();
	}

	@Override
	public boolean write(ByteBuffer... bytes) {
		this.writes++;
		for (ByteBuffer each : bytes) {
			this.written.append(StandardCharsets.UTF_8.decode(each));
		}
		return !this.full;
	}

	@Override
	public void close() {
		this.closed = true;
		this.listener.closed();
	}

	public boolean isClosed() {
		return this.closed;
	}

	int writes() {
		return this.writes;
	}

	public String written() {
		return this.written.toString();
	}

	/** The ids of the notifications, in order, such as {@code 1,2,3}. */
	public String ids() {
		return String.join(",",
				this.written.toString()
					.lines()
					.filter((line) -> line.startsWith("id: "))
					.map((line) -> line.substring(4))
					.toList());
	}

}
