package dev.fundbell.sse.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A small server with the sink's HTTP interface and its page, that fails on demand. It
 * puts the client in front of what a healthy sink does seldom or never.
 */
class StubSink implements AutoCloseable {

	private final StubInbox inbox = new StubInbox();

	private final StubStreams streams = new StubStreams();

	private final StubApi api = new StubApi(this.inbox, this.streams);

	private final StubHttp http = new StubHttp(this.api);

	private Instant clock = Instant.now().minus(Duration.ofMinutes(3));

	String url() {
		return this.http.url();
	}

	List<StubHttp.Request> requests(String path) {
		return this.http.requests(path);
	}

	int openStreams() {
		return this.streams.count();
	}

	/** No demo users: like every deployment but the local one. */
	void notLocal() {
		this.api.notLocal();
	}

	/** How far before the last event a replay begins. */
	void replayOverlap(Duration overlap) {
		this.api.replayOverlap(overlap);
	}

	StubNotification publish(long userId, String message) {
		return publish(userId, "COUPON_DEADLINE", message, Duration.ofHours(15));
	}

	/** Like the tasks: first in the inbox, then on every stream of the user. */
	StubNotification publish(long userId, String type, String message, Duration validFor) {
		StubNotification notification = this.inbox.add(userId, type, message, tick(), validFor);
		sendAgain(notification);
		return notification;
	}

	/** In the inbox alone, as if the stream had lost it. */
	StubNotification publishUnheard(long userId, String message) {
		return this.inbox.add(userId, "COUPON_DEADLINE", message, tick(), null);
	}

	/**
	 * Published now, on the stream, by a run that makes up for one that failed a day ago.
	 */
	StubNotification createdLongAgo(long userId, String message) {
		StubNotification now = publishUnheard(userId, message);
		StubNotification late = new StubNotification(now.id(), userId, now.type(), message,
				now.createdAt().minus(Duration.ofDays(1)), now.publishedAt(), null, null);
		sendAgain(late);
		return late;
	}

	/** One that was published in the past. */
	StubNotification past(long userId, String type, String message, Duration ago, Duration validFor) {
		return this.inbox.add(userId, type, message, Instant.now().minus(ago), validFor);
	}

	void sendAgain(StubNotification notification) {
		this.streams.send(notification.userId(), StubStreams.notification(notification));
	}

	void send(long userId, String event, String data) {
		this.streams.send(userId, StubStreams.event(event, data));
	}

	/** Read on another device, without a word on the stream. */
	void readUnheard(StubNotification notification) {
		this.inbox.read(notification.userId(), (one) -> one.id() == notification.id());
	}

	boolean isRead(StubNotification notification) {
		return this.inbox.find(notification.id()).readAt() != null;
	}

	long unread(long userId) {
		return this.inbox.unread(userId);
	}

	/** Requests whose path begins like this get this answer from now on. */
	void refuse(String path, int status) {
		this.http.refuse(path, new StubAnswer(status));
	}

	void refuseForSeconds(String path, int seconds) {
		this.http.refuse(path, new StubAnswer(503).with("Retry-After", String.valueOf(seconds)));
	}

	void refuseNothing() {
		this.http.refuseNothing();
	}

	void dropStreams() {
		this.streams.drop();
	}

	/** As if the process had died. */
	void stop() {
		this.streams.drop();
		this.http.stop();
	}

	void startAgain() {
		this.http.startAgain();
	}

	@Override
	public void close() {
		this.streams.drop();
		this.http.close();
	}

	/** Publications are a millisecond apart, so that their order is clear. */
	private Instant tick() {
		this.clock = this.clock.plusMillis(1);
		return this.clock;
	}

}
