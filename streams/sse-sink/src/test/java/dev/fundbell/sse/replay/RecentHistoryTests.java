package dev.fundbell.sse.replay;

import java.util.List;
import java.util.Map;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.event.NotificationEventJson;
import dev.fundbell.sse.BrokenClock;
import dev.fundbell.sse.hub.FakeTransport;
import dev.fundbell.sse.hub.Hubs;
import dev.fundbell.sse.hub.Subscriber;
import dev.fundbell.sse.recent.RecentNotification;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** History of a client from memory. */
class RecentHistoryTests {

	/** Otherwise the client could not connect while the notification is in memory. */
	@Test
	void passesOverANotificationThatCannotBeSent() {
		Subscriber subscriber = Hubs.with(Map.of()).hub().subscribe(7, null);
		FakeTransport client = FakeTransport.open(subscriber);
		NotificationEvent first = new NotificationEvent(1, 7, "T", "m", null, null, Hubs.NOW, null);
		NotificationEvent failing = new NotificationEvent(2, 7, "T", "m", null, null, Hubs.NOW, Hubs.NOW);
		NotificationEvent last = new NotificationEvent(3, 7, "T", "m", null, null, Hubs.NOW, null);
		subscriber.replayFrom(new RecentHistory(List.of(notification(first), notification(failing), notification(last)),
				new NotificationFrames(new BrokenClock()), null));
		assertThat(client.ids()).isEqualTo("1,3");
	}

	private static RecentNotification notification(NotificationEvent event) {
		return new RecentNotification(event.userId(), event.notificationId(), NotificationEventJson.write(event));
	}

}
