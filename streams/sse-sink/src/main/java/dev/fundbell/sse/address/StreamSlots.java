package dev.fundbell.sse.address;

import java.util.concurrent.atomic.AtomicBoolean;

import dev.fundbell.sse.hub.SseHub;
import dev.fundbell.sse.hub.SubscriptionRefusedException;
import dev.fundbell.sse.hub.Transport;
import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.server.Request;

/**
 * Slots for the event streams of one address. One connection over HTTP/2 may have many
 * streams, and one of a proxy has those of many clients, so connections alone tell too
 * little. Thread-safe.
 */
public final class StreamSlots {

	private static final Slot UNLIMITED = new Slot() {

		@Override
		public Transport.Listener watch(Transport.Listener stream) {
			return stream;
		}

		@Override
		public void giveBack() {
			// It is not counted.
		}

	};

	private final AddressCounts counts;

	private final ClientAddresses clients;

	private final SseHub hub;

	StreamSlots(AddressCounts counts, ClientAddresses clients, SseHub hub) {
		this.counts = counts;
		this.clients = clients;
		this.hub = hub;
	}

	/**
	 * Makes slots for streams of the application's own.
	 * @param hub the hub of these streams
	 * @return slots without a limit, which count nothing
	 */
	public StreamSlots unlimited(SseHub hub) {
		return new StreamSlots(new AddressCounts(0), this.clients, hub);
	}

	/**
	 * Takes a slot for the stream of a request.
	 * @param request the request
	 * @return the slot, to be given back
	 * @throws SubscriptionRefusedException if the client's address has as many streams as
	 * it may
	 */
	public Slot take(HttpServletRequest request) {
		return this.counts.isUnlimited() ? UNLIMITED : take(this.clients.of(request));
	}

	/**
	 * Takes a slot for the stream of a request that no servlet has seen.
	 * @param request the request
	 * @return the slot, to be given back
	 * @throws SubscriptionRefusedException if the client's address has as many streams as
	 * it may
	 */
	public Slot take(Request request) {
		return this.counts.isUnlimited() ? UNLIMITED : take(this.clients.of(request));
	}

	private Slot take(String address) {
		if (!this.counts.take(address)) {
			throw this.hub.refusal("Your address has as many event streams as it may.");
		}
		return new CountedSlot(address);
	}

	/** Slot of one stream. */
	public interface Slot {

		/**
		 * Gives the slot back when the stream ends.
		 * @param stream is told of the stream
		 * @return is to be told instead
		 */
		Transport.Listener watch(Transport.Listener stream);

		/** Gives the slot back of a stream that is not opened. */
		void giveBack();

	}

	/** Slot that is given back once, however often it is told that the stream ended. */
	private final class CountedSlot implements Slot {

		private final AtomicBoolean taken = new AtomicBoolean(true);

		private final String address;

		CountedSlot(String address) {
			this.address = address;
		}

		@Override
		public Transport.Listener watch(Transport.Listener stream) {
			return new Transport.Listener() {

				@Override
				public void opened(Transport transport) {
					stream.opened(transport);
				}

				@Override
				public void writable() {
					stream.writable();
				}

				@Override
				public void closed() {
					giveBack();
					stream.closed();
				}

			};
		}

		@Override
		public void giveBack() {
			if (this.taken.compareAndSet(true, false)) {
				StreamSlots.this.counts.giveBack(this.address);
			}
		}

	}

}
