package dev.fundbell.benchmarks.sse;

import java.time.Instant;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.event.NotificationEventJson;

/** Source of the events that all servers get. Their ids tell when they were published. */
final class Events {

	private Events() {
	}

	static byte[] json(long id, long userId) {
		return NotificationEventJson.write(new NotificationEvent(id, userId, "COUPON_DEADLINE",
				"[달빛 램프] 펀딩 쿠폰이 내일 만료됩니다.", 3L, 4L, Instant.EPOCH, null));
	}

}
