package dev.fundbell.local.definition;

/**
 * Stream from the notifications' topic to a sink, as a line of {@code streams.shell}
 * creates it.
 *
 * @param name the stream's name in Data Flow
 * @param text the definition in Data Flow's language, such as
 * {@code :notifications > sse-sink}
 */
public record StreamDefinition(String name, String text) {

	/**
	 * The app at the end of the stream.
	 */
	public String sink() {
		return this.text.substring(this.text.lastIndexOf('>') + 1).strip();
	}

}
