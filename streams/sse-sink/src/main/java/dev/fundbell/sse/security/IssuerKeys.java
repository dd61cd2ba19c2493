package dev.fundbell.sse.security;

import java.time.Duration;
import java.util.concurrent.Callable;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.cache.concurrent.ConcurrentMapCache;

/**
 * Cache of the keys of the tokens' issuer, so that an outage of the issuer is none of the
 * sink. The keys are asked for again every five minutes, and while they cannot be had the
 * former ones count for up to a day. A token may name a key that is not among them:
 * whether that one is valid is then not known, which is not the same as invalid. The
 * decoder locks this cache while it asks.
 */
final class IssuerKeys extends ConcurrentMapCache {

	private static final Logger log = LoggerFactory.getLogger(IssuerKeys.class);

	private static final Duration FRESH = Duration.ofMinutes(5);

	private static final Duration KEPT = Duration.ofDays(1);

	/** Tokens with unknown keys would otherwise hold the lock one after the other. */
	private static final Duration LEFT_ALONE = Duration.ofSeconds(5);

	private final Cache<Object, Object> fresh;

	private final Cache<Object, Exception> failures;

	private boolean keyIsUnknown;

	IssuerKeys(Ticker ticker) {
		super("issuer-keys", cache(KEPT, ticker).<Object, Object>build().asMap(), false);
		this.fresh = cache(FRESH, ticker).build();
		this.failures = cache(LEFT_ALONE, ticker).build();
	}

	private static Caffeine<Object, Object> cache(Duration age, Ticker ticker) {
		return Caffeine.newBuilder().expireAfterWrite(age).ticker(ticker);
	}

	@Override
	@SuppressWarnings("unchecked") // As the parent: the loader says of which type it is.
	public <T> @Nullable T get(Object address, Callable<T> issuer) {
		boolean unknown = this.keyIsUnknown;
		this.keyIsUnknown = false;
		T known = (T) lookup(address);
		if (known != null && !unknown && this.fresh.getIfPresent(address) != null) {
			return known;
		}
		try {
			return ask(address, issuer);
		}
		catch (Exception ex) {
			if (known == null || unknown) {
				throw new ValueRetrievalException(address, issuer, ex);
			}
			log.warn("The issuer's keys cannot be had, so the former ones count: {}", ex.toString());
			this.fresh.put(address, known);
			return known;
		}
	}

	private <T> T ask(Object address, Callable<T> issuer) throws Exception {
		Exception failure = this.failures.getIfPresent(address);
		if (failure != null) {
			throw failure;
		}
		try {
			T keys = issuer.call();
			put(address, keys);
			this.fresh.put(address, keys);
			return keys;
		}
		catch (Exception ex) {
			this.failures.put(address, ex);
			throw ex;
		}
	}

	/** Called when a token names a key that is not among those known. */
	@Override
	public boolean invalidate() {
		this.keyIsUnknown = true;
		return true;
	}

}
