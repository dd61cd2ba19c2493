package dev.fundbell.sse.hub;

/** Source of the events that a client missed, page by page. */
@FunctionalInterface
public interface History {

	/**
	 * Requests the next page. It must not block: the page is read by another thread and
	 * goes to {@link Subscriber#onPage}, a failure to {@link Subscriber#close}.
	 * @param subscriber has written all of the last page
	 */
	void requestPage(Subscriber subscriber);

}
