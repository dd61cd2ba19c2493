package dev.fundbell.database;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The protocol by which the funding service adds participations, so that a funding that
 * is closed at the same moment counts each of them or refuses it. Thread-safe.
 */
public final class Participations {

	/** The protocol in SQL. It inserts one row, or none. */
	public static final String JOIN = """
			INSERT INTO participations (funding_id, user_id, amount, status, created_at)
			SELECT id, :userId, :amount, 'ACTIVE', :now FROM fundings
			WHERE id = :fundingId AND status = 'OPEN' AND deadline > :now
			LOCK IN SHARE MODE
			""";

	private final JdbcClient jdbc;

	/**
	 * Participations of a database.
	 * @param jdbc the service's database
	 */
	public Participations(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Takes part in a funding while it is open and its deadline lies ahead. It locks the
	 * funding's row until the caller's transaction ends: a funding that is being closed
	 * has counted the participation, or it is refused. Participations are inserted in no
	 * other way.
	 * @param fundingId the funding
	 * @param userId the user who takes part
	 * @param amount in won, positive
	 * @param now the time of the participation
	 * @return whether it was taken
	 */
	public boolean join(long fundingId, long userId, long amount, Instant now) {
		return this.jdbc.sql(JOIN)
			.param("fundingId", fundingId)
			.param("userId", userId)
			.param("amount", amount)
			.param("now", LocalDateTime.ofInstant(now, ZoneOffset.UTC))
			.update() == 1;
	}

}
