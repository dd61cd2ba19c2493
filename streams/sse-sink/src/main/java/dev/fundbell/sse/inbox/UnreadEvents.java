package dev.fundbell.sse.inbox;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import dev.fundbell.sse.SseSinkProperties;
import dev.fundbell.sse.hub.SseFrame;
import dev.fundbell.sse.hub.SseHub;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.IntervalTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Sender of the numbers of unread notifications, so that a front end needs no request per
 * event. They come from the database, since a count in memory would drift: notifications
 * become visible, are withdrawn and are deleted without an event, and a read marker may
 * be lost. One thread counts many users in one statement, and each user once per
 * interval, so that events never wait for it and the database's share is bounded.
 */
@Component
class UnreadEvents implements SchedulingConfigurer {

	private static final Logger log = LoggerFactory.getLogger(UnreadEvents.class);

	private static final int USERS_AT_ONCE = 100;

	private final SseHub hub;

	private final UnreadNotifications unread;

	private final Clock clock;

	private final Duration interval;

	private boolean failing;

	UnreadEvents(SseHub hub, UnreadNotifications unread, Clock clock, SseSinkProperties properties) {
		this.hub = hub;
		this.unread = unread;
		this.clock = clock;
		this.interval = properties.unreadInterval();
	}

	@Override
	public void configureTasks(ScheduledTaskRegistrar registrar) {
		if (!this.interval.isZero()) {
			registrar.addFixedDelayTask(new IntervalTask(this::send, this.interval));
		}
	}

	/** Sends the numbers that may have changed. */
	void send() {
		List<Long> users = this.hub.changedUsers().takeAll();
		int sent = 0;
		try {
			for (; sent < users.size(); sent += USERS_AT_ONCE) {
				send(users.subList(sent, Math.min(users.size(), sent + USERS_AT_ONCE)));
			}
			this.failing = false;
		}
		catch (DataAccessException | TransactionException ex) {
			users.subList(sent, users.size()).forEach(this.hub.changedUsers()::add);
			if (!this.failing) {
				this.failing = true;
				log.warn("Unread notifications cannot be counted; their numbers are sent later: {}", ex.toString());
			}
		}
	}

	private void send(List<Long> users) {
		this.unread.counts(users, this.clock.instant())
			.forEach((user, count) -> this.hub.sendUnread(user, SseFrame.unread(count)));
	}

}
