package dev.fundbell.batch;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Users of fundings: all of some fundings, or a range of those of one.
 *
 * @param fundingIds the fundings
 * @param after the user id before the first
 * @param through the last user id
 * @param undone counts the ranges of the same fundings that are not done, and one for
 * those that are still to come
 */
public record UserRange(List<Long> fundingIds, long after, long through, AtomicInteger undone) {

	static UserRange allOf(List<Long> fundingIds) {
		return new UserRange(List.copyOf(fundingIds), 0, Long.MAX_VALUE, new AtomicInteger(1));
	}

	/**
	 * A statement over its users.
	 * @param jdbc the service's database
	 * @param sql with {@code :fundings}, {@code :after} and {@code :through}
	 */
	public JdbcClient.StatementSpec statement(JdbcClient jdbc, String sql) {
		return jdbc.sql(sql)
			.param("fundings", this.fundingIds)
			.param("after", this.after)
			.param("through", this.through);
	}

	/**
	 * Tells that its users have been worked on. Once a range.
	 * @return whether all users of its fundings have been, now
	 */
	public boolean done() {
		return this.undone.decrementAndGet() == 0;
	}

}
