package dev.fundbell.sse.hub;

/** Source of the events that a client missed, page by page. */
@FunctionalInterface
public interface History {

	/**
	 * Requests the next page. It must not block: the page goes to
	 * {@link Subscriber#onPage}, at once or from another thread. A page that cannot be
	 * read now is told to {@link Subscriber#onDelay} and comes later.
	 * @param subscriber has written all of the last page
	 */
	void requestPage(Subscriber subscriber);

}
