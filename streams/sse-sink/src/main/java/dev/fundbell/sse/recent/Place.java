package dev.fundbell.sse.recent;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Place of a client in the topic: it has received every notification before it. As text
 * it is {@code @<milliseconds since 1970>.<partition>.<offset>}, the same on every
 * instance, or only the milliseconds where an instance does not know the offset yet.
 *
 * @param at when the client was at this place
 * @param partition the partition of the client's user; -1 if it is not known
 * @param offset the offset of the first record that the client has not received; -1 if it
 * is not known
 */
public record Place(Instant at, int partition, long offset) {

	/** Numbers that do not overflow; times of this millennium. */
	private static final Pattern TEXT = Pattern
		.compile("@(?<at>[0-9]{1,13})(?:\\.(?<partition>[0-9]{1,9})\\.(?<offset>[0-9]{1,18}))?");

	/** A place of which only the time is known. */
	static Place at(Instant instant) {
		return new Place(instant, -1, -1);
	}

	/**
	 * Reads a place.
	 * @param text what {@link #toString()} wrote
	 * @return the place; empty if the text is none
	 */
	public static Optional<Place> parse(String text) {
		Matcher matcher = TEXT.matcher(text);
		if (!matcher.matches()) {
			return Optional.empty();
		}
		Instant at = Instant.ofEpochMilli(Long.parseLong(matcher.group("at")));
		String partition = matcher.group("partition");
		return Optional.of((partition != null)
				? new Place(at, Integer.parseInt(partition), Long.parseLong(matcher.group("offset"))) : at(at));
	}

	@Override
	public String toString() {
		String time = "@" + this.at.toEpochMilli();
		return (this.partition >= 0) ? time + "." + this.partition + "." + this.offset : time;
	}

}
