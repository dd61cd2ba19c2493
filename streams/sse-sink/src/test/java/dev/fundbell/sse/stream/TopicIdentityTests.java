package dev.fundbell.sse.stream;

import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A topic of the same name with another id is another topic. */
class TopicIdentityTests {

	private final AtomicInteger changes = new AtomicInteger();

	private final TopicIdentity identity = new TopicIdentity("notifications", this.changes::incrementAndGet,
			(description) -> {
			});

	@Test
	void tellsOnceThatTheTopicWasMadeAgain() {
		Uuid first = Uuid.randomUuid();
		Uuid second = Uuid.randomUuid();
		this.identity.is(first);
		this.identity.is(first);
		assertThat(this.changes).hasValue(0);
		this.identity.is(second);
		this.identity.is(second);
		assertThat(this.changes).hasValue(1);
	}

	@Test
	void asksNobodyBeforeTheBinderKnowsItsBroker() {
		this.identity.ask();
		this.identity.close();
		assertThat(this.changes).hasValue(0);
	}

}
