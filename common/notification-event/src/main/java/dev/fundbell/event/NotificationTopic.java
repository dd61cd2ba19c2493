package dev.fundbell.event;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Names of topics and headers on Kafka. A record's key is the user's id in decimal ASCII,
 * its value the event as {@link NotificationEventJson} writes it.
 */
public final class NotificationTopic {

	/** Where notifications are published. */
	public static final String NOTIFICATIONS = "notifications";

	/**
	 * Where records go that no consumer can read, each under the key
	 * {@code <topic>-<partition>-<offset>} of the original, so that a record which
	 * several instances reject is recognisable as one.
	 */
	public static final String DEAD_LETTERS = "notifications.dead-letter";

	/** Header of every event: the version of the contract, in ASCII. Absent means 1. */
	public static final String VERSION_HEADER = "fundbell-event-version";

	/** The version of the contract that this module writes and reads. */
	public static final String VERSION = "1";

	/** Header of a dead letter: why it was rejected, one sentence in UTF-8. */
	public static final String REASON_HEADER = "fundbell-error-reason";

	/** Header of a dead letter: the topic it came from. */
	public static final String ORIGINAL_TOPIC_HEADER = "fundbell-original-topic";

	/** Header of a dead letter: the partition it came from, in decimal ASCII. */
	public static final String ORIGINAL_PARTITION_HEADER = "fundbell-original-partition";

	/** Header of a dead letter: its offset in that partition, in decimal ASCII. */
	public static final String ORIGINAL_OFFSET_HEADER = "fundbell-original-offset";

	/** Header of a dead letter: the original key's bytes; absent where it had none. */
	public static final String ORIGINAL_KEY_HEADER = "fundbell-original-key";

	/** More digits may overflow a long. */
	private static final int MOST_DIGITS = 18;

	private NotificationTopic() {
	}

	/**
	 * The record key of a user's events.
	 * @param userId the user's id
	 * @return its decimal digits in ASCII
	 */
	public static byte[] key(long userId) {
		return Long.toString(userId).getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * The user of a record's key: the reverse of {@link #key}.
	 * @param key the key; null if the record has none
	 * @return the user's id, or -1 if the key is not one
	 */
	public static long userId(byte @Nullable [] key) {
		if (key == null || key.length == 0 || key.length > MOST_DIGITS || key[0] == '0') {
			return -1;
		}
		long userId = 0;
		for (byte digit : key) {
			if (digit < '0' || digit > '9') {
				return -1;
			}
			userId = userId * 10 + digit - '0';
		}
		return userId;
	}

}
