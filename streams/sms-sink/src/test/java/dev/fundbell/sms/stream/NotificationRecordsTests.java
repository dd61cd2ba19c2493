package dev.fundbell.sms.stream;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.fundbell.consumer.DeadLetterPublisher;
import dev.fundbell.sms.delivery.NewDelivery;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.messaging.MessagingException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class NotificationRecordsTests {

	private static final ConsumerRecord<byte[], byte[]> BAD = new ConsumerRecord<>("notifications", 0, 7,
			"1".getBytes(StandardCharsets.UTF_8), "no JSON".getBytes(StandardCharsets.UTF_8));

	private final StreamBridge bridge = mock(StreamBridge.class);

	private final List<NewDelivery> stored = new ArrayList<>();

	private final NotificationRecords records = new NotificationRecords(this.stored::addAll,
			new DeadLetterPublisher(this.bridge, new SimpleMeterRegistry(), "letters"));

	@Test
	void leavesAPollUncommittedUntilItsBadRecordIsADeadLetter() {
		given(this.bridge.send(anyString(), any())).willThrow(new MessagingException("away", new TimeoutException()))
			.willReturn(true);
		assertThatExceptionOfType(MessagingException.class).isThrownBy(() -> this.records.accept(List.of(BAD)));
		this.records.accept(List.of(BAD));
		assertThat(this.stored).isEmpty();
	}

}
