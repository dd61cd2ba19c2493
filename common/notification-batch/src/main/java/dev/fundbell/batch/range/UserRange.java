package dev.fundbell.batch.range;

import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Range of users of fundings that are read by one query: all of some fundings, or some of
 * one.
 *
 * @param fundingIds the fundings
 * @param after the user id before the first
 * @param through the last user id
 */
public record UserRange(List<Long> fundingIds, long after, long through) {

	static UserRange allOf(List<Long> fundingIds) {
		return new UserRange(List.copyOf(fundingIds), 0, Long.MAX_VALUE);
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

}
