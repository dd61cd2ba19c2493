package dev.fundbell.sms.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import dev.fundbell.sms.provider.Gateway.Protection;
import dev.fundbell.sms.provider.ProviderProperties.Type;
import dev.fundbell.sms.provider.Route.Routed;
import dev.fundbell.sms.provider.SendResult.Outcome;
import dev.fundbell.sms.text.PhoneNumber;
import dev.fundbell.sms.text.SmsText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Retry, failover, circuit breaker and rate of gateways that do as they are told. */
class RouteTests {

	private static final SmsQuery QUERY = new SmsQuery("a", null, null, Instant.EPOCH);

	private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(2);

	private final ToldProvider first = new ToldProvider();

	private final ToldProvider second = new ToldProvider();

	@AfterEach
	void end() {
		this.scheduler.shutdownNow();
	}

	@Test
	void triesAgainWhatIsTemporary() {
		this.first.answers(Outcome.TEMPORARY, Outcome.TEMPORARY, Outcome.ACCEPTED);
		Routed routed = send(route(0, "50ms", this.first, this.second));
		assertThat(routed.result().outcome()).isEqualTo(Outcome.ACCEPTED);
		assertThat(routed.provider()).isEqualTo("gateway-0");
		assertThat(this.first.calls).hasSize(3).allMatch((reference) -> reference.equals("a"));
		assertThat(this.second.calls).isEmpty();
	}

	@Test
	void turnsToTheNextAfterTheLastAttempt() {
		this.first.answers(Outcome.TEMPORARY, Outcome.TEMPORARY, Outcome.TEMPORARY, Outcome.ACCEPTED);
		Routed routed = send(route(0, "50ms", this.first, this.second));
		assertThat(routed.provider()).isEqualTo("gateway-1");
		assertThat(this.first.calls).hasSize(3);
		assertThat(this.second.calls).hasSize(1);
	}

	@Test
	void turnsToTheNextAtOnceWhenOneTakesNothing() {
		this.first.answers(Outcome.UNAVAILABLE);
		assertThat(send(route(0, "50ms", this.first, this.second)).provider()).isEqualTo("gateway-1");
		assertThat(this.first.calls).hasSize(1);
	}

	@Test
	void givesNobodyElseWhatIsRefusedOrUnknown() {
		this.first.answers(Outcome.REFUSED, Outcome.UNKNOWN);
		Route route = route(0, "50ms", this.first, this.second);
		assertThat(send(route).result().outcome()).isEqualTo(Outcome.REFUSED);
		assertThat(send(route).result().outcome()).isEqualTo(Outcome.UNKNOWN);
		assertThat(this.first.calls).hasSize(2);
		assertThat(this.second.calls).isEmpty();
	}

	@Test
	void failsWhenNobodyTakesIt() {
		this.first.answers(Outcome.UNAVAILABLE);
		this.second.answers(Outcome.TEMPORARY, Outcome.TEMPORARY, Outcome.TEMPORARY);
		Routed routed = send(route(0, "50ms", this.first, this.second));
		assertThat(routed.result().outcome()).isEqualTo(Outcome.TEMPORARY);
		assertThat(routed.provider()).isEqualTo("gateway-1");
	}

	@Test
	void takesAProviderThatThrowsForOneThatHasNotGotIt() {
		this.first.fails = true;
		assertThat(send(route(0, "50ms", this.first)).result().outcome()).isEqualTo(Outcome.REFUSED);
	}

	@Test
	void leavesAGatewayAloneThatFails() {
		this.first.always = Outcome.UNKNOWN;
		Route route = route(0, "1h", this.first);
		failTwentyTimes(route);
		assertThat(route.room()).isZero();
		assertThat(route.gateways()).containsEntry("gateway-0", false);
		assertThat(send(route).result().outcome()).as("nobody is asked, so it may be sent later")
			.isEqualTo(Outcome.BLOCKED);
		assertThat(this.first.calls).hasSize(20);
	}

	@Test
	void comesBackToAGatewayWithAFewCallsFirst() {
		this.first.always = Outcome.UNKNOWN;
		Route route = route(0, "50ms", this.first);
		failTwentyTimes(route);
		this.first.always = Outcome.ACCEPTED;
		await().atMost(Duration.ofSeconds(60)).until(() -> route.room() == 10);
		for (int call = 0; call < 10; call++) {
			assertThat(send(route).result().outcome()).isEqualTo(Outcome.ACCEPTED);
		}
		assertThat(route.room()).isEqualTo(Integer.MAX_VALUE);
	}

	private static void failTwentyTimes(Route route) {
		for (int call = 0; call < 20; call++) {
			assertThat(send(route).result().outcome()).isEqualTo(Outcome.UNKNOWN);
		}
	}

	@Test
	void usesTheNextWhileTheFirstIsLeftAlone() {
		this.first.always = Outcome.UNAVAILABLE;
		Route route = route(0, "1h", this.first, this.second);
		for (int call = 0; call < 30; call++) {
			assertThat(send(route).result().outcome()).isEqualTo(Outcome.ACCEPTED);
		}
		assertThat(this.first.calls).hasSize(20);
		assertThat(this.second.calls).hasSize(30);
		assertThat(route.room()).isPositive();
	}

	@Test
	void keepsToTheRate() {
		Route route = route(3, "50ms", this.first);
		List<CompletableFuture<Routed>> sent = new ArrayList<>();
		for (int call = 0; call < 100; call++) {
			sent.add(route.send(message()).toCompletableFuture());
		}
		List<Outcome> outcomes = sent.stream().map((each) -> join(each).result().outcome()).toList();
		assertThat(outcomes.subList(0, 3)).containsOnly(Outcome.ACCEPTED);
		assertThat(outcomes).as("what would wait for long waits in the database instead").contains(Outcome.BLOCKED);
		assertThat(this.first.threads).as("some wait for a moment").contains("caller", "scheduler");
	}

	@Test
	void believesThatAMessageWasNeverGotOnlyIfAllSaySo() {
		Route route = route(0, "50ms", this.first, this.second);
		assertThat(route.status(QUERY, null).toCompletableFuture().join().answer())
			.isEqualTo(SmsStatus.Answer.NOT_FOUND);
		this.second.status = SmsStatus.of(SmsStatus.Answer.CANNOT_TELL, "NO_ANSWER");
		assertThat(route.status(QUERY, null).toCompletableFuture().join().answer())
			.isEqualTo(SmsStatus.Answer.CANNOT_TELL);
		assertThat(route.status(QUERY, "gateway-0").toCompletableFuture().join().answer())
			.isEqualTo(SmsStatus.Answer.NOT_FOUND);
		this.first.status = SmsStatus.sent("M1");
		assertThat(route.status(QUERY, null).toCompletableFuture().join().messageId()).isEqualTo("M1");
		assertThat(route.status(QUERY, "gone").toCompletableFuture().join().answer())
			.isEqualTo(SmsStatus.Answer.CANNOT_TELL);
	}

	private Route route(int rate, String pause, ToldProvider... providers) {
		ProviderProperties properties = new ProviderProperties(Type.LOG, null, rate, Duration.ofSeconds(1),
				Duration.ofSeconds(1), 3, Duration.ofMillis(1), 50,
				org.springframework.boot.convert.DurationStyle.detectAndParse(pause), null, null);
		List<Gateway> gateways = new ArrayList<>();
		for (ToldProvider provider : providers) {
			String name = "gateway-" + gateways.size();
			gateways.add(new Gateway(name, provider,
					new Protection(ProviderConfiguration.retry(name, properties),
							ProviderConfiguration.breaker(name, properties), ProviderConfiguration.limiter(name, rate)),
					this.scheduler, (outcome, nanos) -> {
					}));
		}
		return new Route(gateways);
	}

	private static Routed send(Route route) {
		return join(route.send(message()).toCompletableFuture());
	}

	private static Routed join(CompletableFuture<Routed> routed) {
		return routed.orTimeout(60, TimeUnit.SECONDS).join();
	}

	private static SmsMessage message() {
		return new SmsMessage("a", new PhoneNumber("+821012345678", 82, "01012345678"), SmsText.of("text"));
	}

	/** Answers as told, and then accepts. */
	private static final class ToldProvider implements SmsProvider {

		private final List<String> calls = new ArrayList<>();

		private final List<String> threads = new ArrayList<>();

		private final Queue<Outcome> answers = new ArrayDeque<>();

		private SmsStatus status = SmsStatus.of(SmsStatus.Answer.NOT_FOUND, "NONE");

		private Outcome always = Outcome.ACCEPTED;

		private boolean fails;

		void answers(Outcome... outcomes) {
			this.answers.addAll(Arrays.asList(outcomes));
		}

		@Override
		public synchronized CompletionStage<SendResult> send(SmsMessage message) {
			if (this.fails) {
				throw new IllegalStateException("told to");
			}
			this.calls.add(message.reference());
			this.threads.add(Thread.currentThread().getName().startsWith("pool-") ? "scheduler" : "caller");
			Outcome outcome = this.answers.isEmpty() ? this.always : this.answers.poll();
			return CompletableFuture.completedFuture(SendResult.of(outcome, "TOLD"));
		}

		@Override
		public CompletionStage<SmsStatus> status(SmsQuery query) {
			return CompletableFuture.completedFuture(this.status);
		}

	}

}
