package dev.fundbell.sse.replay;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import dev.fundbell.sse.hub.History;
import dev.fundbell.sse.hub.SseFrame;
import dev.fundbell.sse.hub.Subscriber;
import dev.fundbell.sse.recent.CatchUp;
import dev.fundbell.sse.recent.Place;
import dev.fundbell.sse.recent.RecentNotification;
import dev.fundbell.sse.recent.RecentRecords;
import org.jspecify.annotations.Nullable;

/**
 * History of one client whose last event is older than memory: first from the database,
 * in the order of publication, then from memory, in the order of the topic. The database
 * knows when a notification was claimed, not when it was delivered, so this begins an
 * overlap before the client's last event: its notifications may be repeated, once, since
 * the client then gets an exact place.
 */
final class StoredHistory implements History {

	private final Subscriber subscriber;

	private final LastEventId cursor;

	private final StoredReplays replays;

	private final RecentRecords recent;

	private final NotificationFrames frames;

	private final List<RecentNotification> inMemory;

	private final Set<Long> idsInMemory = new HashSet<>();

	/** The end of the last page; null before the first. */
	private @Nullable Position position;

	private @Nullable History rest;

	StoredHistory(Subscriber subscriber, LastEventId cursor, CatchUp catchUp, StoredReplays replays,
			RecentRecords recent, NotificationFrames frames) {
		this.subscriber = subscriber;
		this.cursor = cursor;
		this.replays = replays;
		this.recent = recent;
		this.frames = frames;
		this.inMemory = catchUp.missed();
		this.inMemory.forEach((notification) -> this.idsInMemory.add(notification.id()));
	}

	@Override
	public void requestPage(Subscriber to) {
		Place place = this.cursor.place();
		if (this.rest != null) {
			this.rest.requestPage(to);
		}
		else if (place != null && this.replays.isTooOld(place)) {
			reset();
		}
		else {
			this.replays.enqueue(this);
		}
	}

	Subscriber subscriber() {
		return this.subscriber;
	}

	LastEventId cursor() {
		return this.cursor;
	}

	@Nullable Position position() {
		return this.position;
	}

	/**
	 * Takes a page of rows.
	 * @param rows the rows
	 * @param complete whether no others follow
	 */
	void onRows(List<StoredNotification> rows, boolean complete) {
		if (this.position == null && rows.isEmpty() && this.cursor.place() == null) {
			// The last event is too old, or not one of this user.
			reset();
			return;
		}
		if (!rows.isEmpty()) {
			this.position = rows.get(rows.size() - 1).position();
		}
		if (complete) {
			this.rest = inMemory();
		}
		this.subscriber.onPage(rows.stream()
			.filter((row) -> row.event().notificationId() != this.cursor.notificationId()
					&& !this.idsInMemory.contains(row.event().notificationId()))
			.map((row) -> this.frames.of(row.event()))
			.filter(Objects::nonNull)
			.toList(), false);
	}

	private void reset() {
		Place end = this.recent.placeOf(this.subscriber.userId());
		this.subscriber.onPage(List.of(SseFrame.reset(end.toString())), true);
	}

	/** History of the notifications in memory, also of those that came meanwhile. */
	private History inMemory() {
		CatchUp now = this.recent.since(this.subscriber.userId(), 0);
		List<RecentNotification> notifications = new ArrayList<>(this.inMemory);
		now.missed().stream().filter((each) -> !this.idsInMemory.contains(each.id())).forEach(notifications::add);
		return new RecentHistory(notifications, this.frames, SseFrame.caughtUp(now.place().toString()));
	}

}
