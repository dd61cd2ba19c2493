package dev.fundbell.sse.stream;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Some of a user's notifications have been read: either some ids, or all that were
 * published up to an instant.
 *
 * @param userId whose they are
 * @param ids which, if not all
 * @param through up to when, if all
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReadMarker(long userId, @Nullable List<Long> ids, @Nullable Instant through) {

	/**
	 * Some were read.
	 * @param userId whose they are
	 * @param ids which
	 * @return the marker
	 */
	public static ReadMarker of(long userId, List<Long> ids) {
		return new ReadMarker(userId, ids, null);
	}

	/**
	 * All were read.
	 * @param userId whose they are
	 * @param through that were published up to then
	 * @return the marker
	 */
	public static ReadMarker through(long userId, Instant through) {
		return new ReadMarker(userId, null, through);
	}

}
