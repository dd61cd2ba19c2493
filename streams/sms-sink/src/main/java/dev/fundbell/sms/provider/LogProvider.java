package dev.fundbell.sms.provider;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.fundbell.sms.provider.SendResult.Outcome;
import dev.fundbell.sms.provider.SmsStatus.Answer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends nothing and logs that it would have. Number and text are personal data and stay
 * out of the log; on a developer's machine they go to a file of their own.
 */
final class LogProvider implements SmsProvider {

	private static final Logger log = LoggerFactory.getLogger(LogProvider.class);

	private final @Nullable SmsLogFile file;

	LogProvider(@Nullable SmsLogFile file) {
		this.file = file;
	}

	@Override
	public CompletionStage<SendResult> send(SmsMessage message) {
		if (this.file != null && !this.file.write(message)) {
			return CompletableFuture.completedFuture(SendResult.of(Outcome.TEMPORARY, "LOG_FILE_NOT_WRITTEN"));
		}
		log.info("Message {} goes nowhere but here: {} of {} bytes", message.reference(), message.text().kind(),
				message.text().bytes());
		return CompletableFuture.completedFuture(SendResult.accepted("log-" + message.reference()));
	}

	@Override
	public CompletionStage<SmsStatus> status(SmsQuery query) {
		return CompletableFuture.completedFuture(SmsStatus.of(Answer.CANNOT_TELL, "NOT_KEPT"));
	}

}
