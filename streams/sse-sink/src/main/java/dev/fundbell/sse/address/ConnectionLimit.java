package dev.fundbell.sse.address;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.eclipse.jetty.io.SelectorManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limit of the connections of one address. Those beyond it are closed as soon as they are
 * accepted: an attacker with one address cannot use up the connections of all. Those of
 * trusted proxies are not counted.
 */
final class ConnectionLimit implements SelectorManager.AcceptListener {

	private static final Logger log = LoggerFactory.getLogger(ConnectionLimit.class);

	private final Map<SelectableChannel, String> addresses = new ConcurrentHashMap<>();

	private final AddressCounts counts;

	private final ClientAddresses clients;

	ConnectionLimit(AddressCounts counts, ClientAddresses clients) {
		this.counts = counts;
		this.clients = clients;
	}

	@Override
	public void onAccepting(SelectableChannel channel) {
		try {
			if (channel instanceof SocketChannel socket && socket.getRemoteAddress() instanceof InetSocketAddress remote
					&& !isTaken(channel, remote.getAddress().getHostAddress())) {
				// Jetty finds it closed, and tells the other listeners.
				channel.close();
			}
		}
		catch (IOException ex) {
			log.debug("A connection was closed before it was accepted", ex);
		}
	}

	private boolean isTaken(SelectableChannel channel, String remote) {
		String address = ClientAddresses.network(remote);
		if (this.clients.isTrusted(remote)) {
			return true;
		}
		boolean taken = this.counts.take(address);
		if (taken) {
			this.addresses.put(channel, address);
		}
		return taken;
	}

	@Override
	public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
		onClosed(channel);
	}

	@Override
	public void onClosed(SelectableChannel channel) {
		String address = this.addresses.remove(channel);
		if (address != null) {
			this.counts.giveBack(address);
		}
	}

}
