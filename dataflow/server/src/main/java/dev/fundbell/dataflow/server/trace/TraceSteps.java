package dev.fundbell.dataflow.server.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.fundbell.dataflow.server.trace.StoredNotification.Run;
import org.jspecify.annotations.Nullable;

/** Factory of the steps of a trace: turns the rows of the databases into sentences. */
final class TraceSteps {

	private static final Pattern RECORD = Pattern.compile("(.+)-(\\d+)-(\\d+)");

	private TraceSteps() {
	}

	/**
	 * Returns the steps in their order.
	 * @param chunk its chunk, as long as that is unpublished
	 * @param sms its SMS, if the sms-sink has taken it
	 * @param execution the execution of its run, if Data Flow still has it
	 */
	static List<TraceStep> of(StoredNotification notification, @Nullable UnpublishedChunk chunk,
			@Nullable SmsDelivery sms, @Nullable ExecutionOfRun execution) {
		List<TraceStep> steps = new ArrayList<>();
		steps.add(TraceStep.of("created", "done", notification.createdAt(), creation(notification.run(), execution)));
		steps.add(publication(notification, chunk, sms));
		steps.add(push(notification));
		steps.add((notification.readAt() != null)
				? TraceStep.of("read", "done", notification.readAt(), "Read by the user in the inbox.")
				: TraceStep.of("read", "none", null, "Not read."));
		steps.add(SmsStep.of(sms));
		return steps;
	}

	/** Returns one sentence that answers why the user did not get it. */
	static String summary(StoredNotification notification, @Nullable SmsDelivery sms) {
		if (notification.isWithdrawn()) {
			return "The user was not told, because it was stale: " + reason(notification) + ".";
		}
		if (!notification.isPublished()) {
			return "The user has not been told yet: Kafka has not acknowledged it.";
		}
		String phone = (sms != null) ? "SMS " + sms.state().toLowerCase(Locale.ROOT) : "no SMS on record";
		return ((notification.readAt() != null) ? "Published and read; " : "Published and not read; ") + phone + ".";
	}

	private static String creation(@Nullable Run run, @Nullable ExecutionOfRun execution) {
		if (run == null) {
			return "Created by no run of a task, but by the service itself.";
		}
		String by = "Created by run " + run.id() + " of the job " + run.job() + ", ";
		if (execution == null) {
			return by + "whose execution is not on record any longer.";
		}
		String schedule = (execution.schedule() != null) ? " of the schedule " + execution.schedule() : "";
		return by + "execution " + execution.id() + " of " + execution.task() + schedule + ".";
	}

	private static TraceStep publication(StoredNotification notification, @Nullable UnpublishedChunk chunk,
			@Nullable SmsDelivery sms) {
		if (notification.isWithdrawn()) {
			return TraceStep.of("published", "none", notification.publishedAt(),
					"Withdrawn before it was sent: " + reason(notification) + ".");
		}
		if (notification.isPublished()) {
			return TraceStep.of("published", "done", notification.publishedAt(),
					"Acknowledged by Kafka" + place(sms) + before(notification));
		}
		return TraceStep.of("published", (chunk == null || chunk.isParked()) ? "failed" : "waiting",
				notification.publishedAt(), pending(chunk));
	}

	private static String place(@Nullable SmsDelivery sms) {
		Matcher place = RECORD.matcher((sms != null) ? sms.record() : "");
		if (!place.matches()) {
			return ". Partition and offset are not on record: only the sms-sink notes them.";
		}
		return ": topic " + place.group(1) + ", partition " + place.group(2) + ", offset " + place.group(3) + ".";
	}

	private static String before(StoredNotification notification) {
		return Objects.equals(notification.firstPublishedAt(), notification.publishedAt()) ? ""
				: " It had been claimed before, at " + notification.firstPublishedAt()
						+ ", by a run that did not finish; it may have been sent twice, which sinks drop.";
	}

	private static String pending(@Nullable UnpublishedChunk chunk) {
		if (chunk == null) {
			return "Not acknowledged, and in no unpublished chunk: no run will publish it.";
		}
		if (chunk.attempts() == 0) {
			return "Not acknowledged yet. A task publishes its chunk now, or the next run of any task does.";
		}
		String error = chunk.attempts() + " runs could not publish its chunk: " + chunk.lastError() + ". ";
		return chunk.isParked()
				? "Parked. " + error + "./fundbell parked retry " + chunk.firstId() + " has it tried again."
				: "Not acknowledged yet. " + error + "The next run of any task tries again.";
	}

	private static TraceStep push(StoredNotification notification) {
		if (!notification.isPublished()) {
			return TraceStep.of("pushed", "none", null, "Not pushed to browsers, because it is not published.");
		}
		return TraceStep.of("pushed", "unknown", notification.publishedAt(),
				"Pushed to each connection that the user had then; a browser that was away gets it when it is back. "
						+ "How many there were is not on record: the sse-sink writes nothing per push. Its log and its "
						+ "metrics tell whether it was well.");
	}

	private static String reason(StoredNotification notification) {
		return String.valueOf(notification.withdrawnReason()).replace('_', ' ').toLowerCase(Locale.ROOT);
	}

}
