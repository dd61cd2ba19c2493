package dev.fundbell.sms.gateway;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.fundbell.sms.gateway.SendResult.Outcome;
import dev.fundbell.sms.gateway.SmsStatus.State;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gateway for development: sends nothing, and logs the reference and length of each
 * message. Number and text are personal data and stay out of the log; in the profile
 * {@code local} they go to the {@link SmsLogFile}.
 */
final class LogSmsGateway implements SmsGateway {

	private static final Logger log = LoggerFactory.getLogger(LogSmsGateway.class);

	private final @Nullable SmsLogFile file;

	LogSmsGateway(@Nullable SmsLogFile file) {
		this.file = file;
	}

	@Override
	public CompletionStage<SendResult> send(SmsMessage message) {
		if (this.file != null && !this.file.write(message)) {
			return CompletableFuture.completedFuture(SendResult.of(Outcome.TEMPORARY, "LOG_FILE_NOT_WRITTEN"));
		}
		log.info("Message {} goes nowhere but here: {} of length {}", message.reference(), message.text().kind(),
				message.text().length());
		return CompletableFuture.completedFuture(SendResult.accepted("log-" + message.reference()));
	}

	@Override
	public CompletionStage<SmsStatus> status(SmsQuery query) {
		return CompletableFuture.completedFuture(SmsStatus.of(State.CANNOT_TELL, "NOT_KEPT"));
	}

}
