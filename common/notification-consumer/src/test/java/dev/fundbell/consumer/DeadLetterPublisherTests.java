package dev.fundbell.consumer;

import java.nio.charset.StandardCharsets;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.messaging.MessagingException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class DeadLetterPublisherTests {

	private static final ConsumerRecord<byte[], byte[]> BAD = new ConsumerRecord<>("notifications", 0, 7,
			"1".getBytes(StandardCharsets.UTF_8), "no JSON".getBytes(StandardCharsets.UTF_8));

	private final StreamBridge bridge = mock(StreamBridge.class);

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final DeadLetterPublisher letters = new DeadLetterPublisher(this.bridge, this.registry, "letters");

	@Test
	void countsALetterThatTheBrokerHas() {
		given(this.bridge.send(anyString(), any())).willReturn(true);
		this.letters.rejectBeforeCommit(BAD, "The value is no JSON");
		assertThat(count("sent")).isEqualTo(1);
		assertThat(count("lost")).isZero();
	}

	@Test
	void failsBeforeTheCommitWhileTheBrokerDoesNotTakeIt() {
		given(this.bridge.send(anyString(), any())).willThrow(new MessagingException("away", new TimeoutException()));
		assertThatExceptionOfType(MessagingException.class)
			.isThrownBy(() -> this.letters.rejectBeforeCommit(BAD, "The value is no JSON"));
		assertThat(count("lost")).isZero();
	}

	@Test
	void failsBeforeTheCommitWhereTheBindingDoesNotTakeIt() {
		given(this.bridge.send(anyString(), any())).willReturn(false);
		assertThatException().isThrownBy(() -> this.letters.rejectBeforeCommit(BAD, "The value is no JSON"));
		assertThat(count("sent")).isZero();
	}

	@Test
	void doesNotStopAtALetterThatTheBrokerNeverTakes() {
		given(this.bridge.send(anyString(), any()))
			.willThrow(new MessagingException("refused", new RecordTooLargeException("2 MB")));
		this.letters.rejectBeforeCommit(BAD, "The value is too large");
		assertThat(count("lost")).isEqualTo(1);
	}

	@Test
	void countsALetterAsLostWhereNobodyCommits() {
		given(this.bridge.send(anyString(), any())).willThrow(new MessagingException("away", new TimeoutException()));
		this.letters.reject(BAD, "The value is no JSON");
		assertThat(count("lost")).isEqualTo(1);
	}

	private double count(String outcome) {
		return this.registry.get("letters").tag("outcome", outcome).counter().count();
	}

}
