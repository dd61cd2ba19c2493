package dev.fundbell.funding;

import java.time.Instant;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.transaction.annotation.Transactional;

/** All participations. */
public interface Participations extends JpaRepository<Participation, Long> {

	/**
	 * What {@link #join} does, for who has no repositories. It inserts one row, or none.
	 */
	String JOIN = """
			INSERT INTO participations (funding_id, user_id, amount, status, created_at)
			SELECT id, :userId, :amount, 'ACTIVE', :now FROM fundings
			WHERE id = :fundingId AND status = 'OPEN' AND deadline > :now
			LOCK IN SHARE MODE
			""";

	/**
	 * Takes part in a funding while it is open and its deadline lies ahead. It locks the
	 * funding's row until the transaction ends: a funding that is being closed has
	 * counted the participation, or it is refused. Nobody inserts a participation in
	 * another way.
	 * @param fundingId the funding
	 * @param userId who takes part
	 * @param amount in won, positive
	 * @param now when
	 * @return whether it was taken
	 */
	default boolean join(long fundingId, long userId, long amount, Instant now) {
		return insertWhileOpen(fundingId, userId, amount, now) == 1;
	}

	/**
	 * For {@link #join}.
	 * @return how many rows were inserted
	 */
	@Transactional
	@Modifying
	@Query(nativeQuery = true, value = JOIN)
	int insertWhileOpen(long fundingId, long userId, long amount, Instant now);

}
