package dev.fundbell.sse.web;

import java.util.concurrent.Semaphore;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Bulkhead: requests that need the database have half of the server's threads, and those
 * beyond that are refused at once. While the database stands still they would otherwise
 * hold all threads, and no event stream could be opened, which does not need it.
 */
final class DatabaseBulkhead implements HandlerInterceptor {

	private final Semaphore threads;

	/**
	 * A bulkhead.
	 * @param serverThreads how many threads the server has
	 */
	DatabaseBulkhead(int serverThreads) {
		this.threads = new Semaphore(Math.max(1, serverThreads / 2));
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		if (!this.threads.tryAcquire()) {
			throw new DatabaseBusyException();
		}
		return true;
	}

	@Override
	public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler,
			@Nullable Exception failure) {
		this.threads.release();
	}

}
