package dev.fundbell.batch.publish;

import dev.fundbell.publish.EventRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.support.ProducerListener;

/**
 * Producer listener that reports the broker's acknowledgements to the chunk of each
 * record. It is cheaper than a message or a future per record, and puts no text of a
 * notification into the log.
 */
final class AcknowledgementListener implements ProducerListener<Object, Object> {

	@Override
	public void onSuccess(ProducerRecord<Object, Object> record, RecordMetadata metadata) {
		if ((ProducerRecord<?, ?>) record instanceof EventRecord event) {
			event.acknowledgements().acknowledged();
		}
	}

	@Override
	public void onError(ProducerRecord<Object, Object> record, @Nullable RecordMetadata metadata,
			@Nullable Exception exception) {
		if ((ProducerRecord<?, ?>) record instanceof EventRecord event) {
			event.acknowledgements()
				.failed((exception != null) ? exception : new IllegalStateException("no reason given"));
		}
	}

}
