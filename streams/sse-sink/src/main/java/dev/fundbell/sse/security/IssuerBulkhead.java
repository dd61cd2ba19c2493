package dev.fundbell.sse.security;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * Bulkhead around a decoder, which may ask the tokens' issuer for its keys. While the
 * issuer hangs it holds a few of the server's threads, not all of them. If it cannot be
 * asked, that is told from an invalid token: {@link BadJwtException} is the client's
 * fault, every other {@link JwtException} is not.
 */
final class IssuerBulkhead implements JwtDecoder {

	private static final Logger log = LoggerFactory.getLogger(IssuerBulkhead.class);

	private static final int THREADS = 16;

	private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

	private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

	/** One, until the issuer has said where its keys are: the decoder asks one by one. */
	private final Semaphore threads = new Semaphore(1);

	private final AtomicBoolean issuerIsKnown = new AtomicBoolean();

	private final Cache<String, Boolean> warned = Caffeine.newBuilder()
		.expireAfterWrite(BETWEEN_WARNINGS)
		.maximumSize(THREADS)
		.build();

	private final JwtDecoder decoder;

	IssuerBulkhead(JwtDecoder decoder) {
		this.decoder = decoder;
	}

	@Override
	public Jwt decode(String token) {
		enter();
		boolean known = true;
		try {
			return this.decoder.decode(token);
		}
		catch (BadJwtException ex) {
			throw ex;
		}
		catch (JwtException | JwtDecoderInitializationException ex) {
			known = ex instanceof JwtException;
			throw notVerified(NestedExceptionUtils.getMostSpecificCause(ex).toString(), ex);
		}
		finally {
			leave(known);
		}
	}

	private void leave(boolean known) {
		boolean first = known && this.issuerIsKnown.compareAndSet(false, true);
		this.threads.release(first ? THREADS : 1);
	}

	private void enter() {
		try {
			if (!this.threads.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
				throw notVerified("too many wait for it", null);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw notVerified("this server stops", ex);
		}
	}

	private JwtException notVerified(String reason, @Nullable Exception cause) {
		String message = "Tokens cannot be verified, because their issuer does not give its keys: " + reason;
		if (this.warned.asMap().putIfAbsent(reason, true) == null) {
			log.warn(message);
		}
		return new JwtException(message, cause);
	}

	/**
	 * Asks the issuer where its keys are before the first token comes, so that the log
	 * says at the start that it does not answer.
	 */
	void askIssuer() {
		try {
			decode("");
		}
		catch (JwtException ex) {
			// This is no token, and what else is wrong is in the log.
		}
	}

}
