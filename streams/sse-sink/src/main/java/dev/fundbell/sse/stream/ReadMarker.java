package dev.fundbell.sse.stream;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Read marker: tells that some of a user's notifications have been read, either some by
 * id or all that were published up to an instant.
 *
 * @param userId the user
 * @param ids the ids of those that were read; null if all were
 * @param through the instant of publication up to which all were read; null if some were
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReadMarker(long userId, @Nullable List<Long> ids, @Nullable Instant through) {

	/**
	 * Some were read.
	 * @param userId the user
	 * @param ids their ids
	 * @return the marker
	 */
	public static ReadMarker of(long userId, List<Long> ids) {
		return new ReadMarker(userId, ids, null);
	}

	/**
	 * All were read.
	 * @param userId the user
	 * @param through the instant of publication up to which
	 * @return the marker
	 */
	public static ReadMarker through(long userId, Instant through) {
		return new ReadMarker(userId, null, through);
	}

}
