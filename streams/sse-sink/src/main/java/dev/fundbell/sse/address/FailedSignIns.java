package dev.fundbell.sse.address;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.server.Request;

/**
 * Count of the failed sign-ins of each address within a minute. An address with too many
 * is refused before its tokens are looked at: verifying a signature costs more than all
 * else that a request costs. Bounded in addresses. Thread-safe.
 */
public final class FailedSignIns {

	/** How long an address is refused, from its first failed sign-in on. */
	public static final Duration PERIOD = Duration.ofMinutes(1);

	private static final int MOST_ADDRESSES = 100_000;

	private final Cache<String, AtomicInteger> failures;

	private final int limit;

	private final ClientAddresses clients;

	FailedSignIns(int limit, ClientAddresses clients, Ticker ticker) {
		this.limit = limit;
		this.clients = clients;
		this.failures = Caffeine.newBuilder()
			.expireAfterWrite(PERIOD)
			.maximumSize(MOST_ADDRESSES)
			.ticker(ticker)
			.build();
	}

	/**
	 * Whether a client's address has failed so often that its tokens are not looked at.
	 * @param request the client's request
	 * @return whether its token is to be refused
	 */
	public boolean areTooMany(HttpServletRequest request) {
		return this.limit != 0 && areTooMany(this.clients.of(request));
	}

	/**
	 * Whether a client's address has failed so often that its tokens are not looked at.
	 * @param request the client's request, which no servlet has seen
	 * @return whether its token is to be refused
	 */
	public boolean areTooMany(Request request) {
		return this.limit != 0 && areTooMany(this.clients.of(request));
	}

	/**
	 * Counts a token that was invalid.
	 * @param request the request that brought it
	 */
	public void add(HttpServletRequest request) {
		if (this.limit != 0) {
			add(this.clients.of(request));
		}
	}

	boolean areTooMany(String address) {
		AtomicInteger count = this.failures.getIfPresent(address);
		return count != null && count.get() >= this.limit;
	}

	void add(String address) {
		this.failures.get(address, (added) -> new AtomicInteger()).incrementAndGet();
	}

}
