package dev.fundbell.sse.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** All notifications of the stub, in the order of publication. Thread-safe. */
class StubInbox {

	private static final Comparator<StubNotification> NEWEST_FIRST = Comparator.comparing(StubNotification::publishedAt)
		.thenComparing(StubNotification::id)
		.reversed();

	private final List<StubNotification> notifications = new ArrayList<>();

	private long lastId = 100;

	synchronized StubNotification add(long userId, String type, String message, Instant publishedAt,
			Duration validFor) {
		StubNotification added = new StubNotification(++this.lastId, userId, type, message,
				publishedAt.minusMillis(1500), publishedAt, (validFor != null) ? publishedAt.plus(validFor) : null,
				null);
		this.notifications.add(added);
		return added;
	}

	synchronized StubNotification find(long id) {
		return this.notifications.stream().filter((one) -> one.id() == id).findFirst().orElseThrow();
	}

	/**
	 * The cursor is the id of the last notification of the page before; 0 = the first
	 * page.
	 */
	synchronized String page(long userId, int limit, long cursor) {
		List<StubNotification> all = ofUser(userId);
		int from = (cursor != 0) ? all.indexOf(find(cursor)) + 1 : 0;
		List<StubNotification> page = all.subList(from, Math.min(all.size(), from + limit));
		String next = (from + page.size() < all.size()) ? "\"" + page.get(page.size() - 1).id() + "\"" : "null";
		return "{\"items\":[%s],\"nextCursor\":%s,\"unread\":%d}".formatted(
				page.stream().map(StubNotification::item).collect(Collectors.joining(",")), next, unread(userId));
	}

	synchronized long unread(long userId) {
		return ofUser(userId).stream().filter((one) -> one.readAt() == null).count();
	}

	/**
	 * Those published since shortly before the given one; null when that is not the
	 * user's.
	 */
	synchronized List<StubNotification> since(long userId, long id, Duration overlap) {
		List<StubNotification> all = ofUser(userId);
		return all.stream().filter((one) -> one.id() == id).findFirst().map((last) -> {
			Instant start = last.publishedAt().minus(overlap);
			return all.stream()
				.filter((one) -> one.id() != id && !one.publishedAt().isBefore(start))
				.sorted(NEWEST_FIRST.reversed())
				.toList();
		}).orElse(null);
	}

	/** Returns how many became read. */
	synchronized int read(long userId, Predicate<StubNotification> which) {
		int marked = 0;
		for (int i = 0; i < this.notifications.size(); i++) {
			StubNotification one = this.notifications.get(i);
			if (one.userId() == userId && one.readAt() == null && which.test(one)) {
				this.notifications.set(i, one.readAt(one.publishedAt().plusSeconds(1)));
				marked++;
			}
		}
		return marked;
	}

	private List<StubNotification> ofUser(long userId) {
		return this.notifications.stream().filter((one) -> one.userId() == userId).sorted(NEWEST_FIRST).toList();
	}

}
