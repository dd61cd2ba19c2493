package dev.fundbell.consumer;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Position of a record in Kafka, as text {@code topic-partition-offset}. It identifies
 * the record: dead letters have it as their key, so that a record which several instances
 * reject is recognisable as one.
 *
 * @param topic the topic's name
 * @param partition the partition's number
 * @param offset the record's offset in the partition
 */
public record RecordPosition(String topic, int partition, long offset) {

	/**
	 * The position of a record.
	 * @param each the record
	 * @return its position
	 */
	public static RecordPosition of(ConsumerRecord<?, ?> each) {
		return new RecordPosition(each.topic(), each.partition(), each.offset());
	}

	/**
	 * Reads what {@link #toString()} wrote.
	 * @param text such as {@code notifications-0-42}; the topic may contain hyphens
	 * @return the position
	 * @throws IllegalArgumentException if the text is not a position
	 */
	public static RecordPosition parse(String text) {
		int offset = text.lastIndexOf('-');
		int partition = text.lastIndexOf('-', offset - 1);
		if (partition < 1) {
			throw new IllegalArgumentException("Not a record's position: " + text);
		}
		return new RecordPosition(text.substring(0, partition),
				Integer.parseUnsignedInt(text.substring(partition + 1, offset)),
				Long.parseUnsignedLong(text.substring(offset + 1)));
	}

	@Override
	public String toString() {
		return this.topic + "-" + this.partition + "-" + this.offset;
	}

}
