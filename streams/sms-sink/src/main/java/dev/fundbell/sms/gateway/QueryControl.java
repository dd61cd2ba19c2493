package dev.fundbell.sms.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import dev.fundbell.sms.gateway.GatewayStop.Cause;
import dev.fundbell.sms.gateway.SmsStatus.State;
import org.jspecify.annotations.Nullable;

/**
 * Control of a gateway's status query. HTTP 404 may mean that there is no such message,
 * or that the address of the query is wrong. It is taken for "no such message", after
 * which the message is sent again, only from a query that has found another message. If
 * it does not even find a message that the gateway has accepted, the gateway is stopped.
 * Thread-safe.
 */
final class QueryControl {

	/** Gateways may list a message some time after they have accepted it. */
	private static final Duration LISTED_AFTER = Duration.ofSeconds(30);

	/** And may forget it some time later. */
	private static final Duration FRESH = Duration.ofHours(1);

	private final GatewayStop stop;

	private final Clock clock;

	private volatile boolean finds;

	private volatile @Nullable SmsQuery accepted;

	QueryControl(GatewayStop stop, Clock clock) {
		this.stop = stop;
		this.clock = clock;
	}

	/** Notes a message that the gateway has accepted. */
	void accepted(SmsMessage message, @Nullable String messageId) {
		SmsQuery known = this.accepted;
		Instant now = this.clock.instant();
		if (!this.finds && (known == null || known.sentAt().plus(FRESH).isBefore(now))) {
			this.accepted = new SmsQuery(message.reference(), messageId, message.to(), now);
		}
	}

	/**
	 * Checks an answer.
	 * @param answer the gateway's
	 * @param gateway queries the gateway once more, if that is necessary
	 * @return the answer, or a doubt
	 */
	CompletionStage<SmsStatus> checked(SmsStatus answer, Function<SmsQuery, CompletionStage<SmsStatus>> gateway) {
		switch (answer.state()) {
			case SENT, DELIVERED, NOT_SENT -> this.finds = true;
			case NO_SUCH_PAGE -> {
				return this.finds ? CompletableFuture.completedFuture(SmsStatus.of(State.NOT_FOUND, "HTTP_404"))
						: compared(gateway);
			}
			default -> {
			}
		}
		return CompletableFuture.completedFuture(answer);
	}

	private CompletionStage<SmsStatus> compared(Function<SmsQuery, CompletionStage<SmsStatus>> gateway) {
		SmsQuery control = this.accepted;
		if (control == null) {
			return CompletableFuture.completedFuture(SmsStatus.of(State.CANNOT_TELL, "QUERY_NOT_PROVEN"));
		}
		return gateway.apply(control).thenApply((status) -> judge(control, status));
	}

	private SmsStatus judge(SmsQuery control, SmsStatus status) {
		switch (status.state()) {
			case SENT, DELIVERED, NOT_SENT -> {
				this.finds = true;
				return SmsStatus.of(State.NOT_FOUND, "HTTP_404");
			}
			case NO_SUCH_PAGE, NOT_FOUND -> {
				if (!control.sentAt().plus(LISTED_AFTER).isAfter(this.clock.instant())) {
					this.stop.stop(Cause.QUERYING, String.valueOf(status.reason()));
				}
			}
			default -> {
			}
		}
		return SmsStatus.of(State.CANNOT_TELL, "QUERY_NOT_PROVEN");
	}

	/** Probes the query of a gateway that is stopped because of it. */
	void probe(Function<SmsQuery, CompletionStage<SmsStatus>> gateway) {
		if (this.stop.tryProbe(Cause.QUERYING)) {
			compared(gateway).thenAccept((status) -> {
				if (status.state() == State.NOT_FOUND) {
					this.stop.end();
				}
			});
		}
	}

}
