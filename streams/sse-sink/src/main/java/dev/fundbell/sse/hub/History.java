package dev.fundbell.sse.hub;

/** What a client missed, page by page. */
@FunctionalInterface
public interface History {

	/**
	 * Reads on, elsewhere: it must not block. The page goes to
	 * {@link Subscriber#replayed}, a failure to {@link Subscriber#close}.
	 * @param subscriber who has taken all of the last page and waits for the next
	 */
	void readOn(Subscriber subscriber);

}
