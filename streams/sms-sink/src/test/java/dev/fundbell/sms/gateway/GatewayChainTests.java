package dev.fundbell.sms.gateway;

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

import dev.fundbell.sms.gateway.ResilientGateway.Protection;
import dev.fundbell.sms.gateway.GatewayProperties.Type;
import dev.fundbell.sms.gateway.GatewayChain.ChainResult;
import dev.fundbell.sms.gateway.SendResult.Outcome;
import dev.fundbell.sms.text.PhoneNumber;
import dev.fundbell.sms.text.SmsText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests of retry, failover, circuit breaker and rate limit, with scripted gateways. */
class GatewayChainTests {

	private static final SmsQuery QUERY = new SmsQuery("a", null, null, Instant.EPOCH);

	private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(2);

	private final ScriptedGateway first = new ScriptedGateway();

	private final ScriptedGateway second = new ScriptedGateway();

	@AfterEach
	void end() {
		this.scheduler.shutdownNow();
	}

	@Test
	void triesAgainWhatIsTemporary() {
		this.first.answers(Outcome.TEMPORARY, Outcome.TEMPORARY, Outcome.ACCEPTED);
		ChainResult sent = send(chain(0, "50ms", this.first, this.second));
		assertThat(sent.result().outcome()).isEqualTo(Outcome.ACCEPTED);
		assertThat(sent.gateway()).isEqualTo("gateway-0");
		assertThat(this.first.calls).hasSize(3).allMatch((reference) -> reference.equals("a"));
		assertThat(this.second.calls).isEmpty();
	}

	@Test
	void turnsToTheNextAfterTheLastAttempt() {
		this.first.answers(Outcome.TEMPORARY, Outcome.TEMPORARY, Outcome.TEMPORARY, Outcome.ACCEPTED);
		ChainResult sent = send(chain(0, "50ms", this.first, this.second));
		assertThat(sent.gateway()).isEqualTo("gateway-1");
		assertThat(this.first.calls).hasSize(3);
		assertThat(this.second.calls).hasSize(1);
	}

	@Test
	void turnsToTheNextAtOnceWhenOneTakesNothing() {
		this.first.answers(Outcome.UNAVAILABLE);
		assertThat(send(chain(0, "50ms", this.first, this.second)).gateway()).isEqualTo("gateway-1");
		assertThat(this.first.calls).hasSize(1);
	}

	@Test
	void givesNobodyElseWhatIsRefusedOrUnknown() {
		this.first.answers(Outcome.REFUSED, Outcome.UNKNOWN);
		GatewayChain chain = chain(0, "50ms", this.first, this.second);
		assertThat(send(chain).result().outcome()).isEqualTo(Outcome.REFUSED);
		assertThat(send(chain).result().outcome()).isEqualTo(Outcome.UNKNOWN);
		assertThat(this.first.calls).hasSize(2);
		assertThat(this.second.calls).isEmpty();
	}

	@Test
	void failsWhenNobodyTakesIt() {
		this.first.answers(Outcome.UNAVAILABLE);
		this.second.answers(Outcome.TEMPORARY, Outcome.TEMPORARY, Outcome.TEMPORARY);
		ChainResult sent = send(chain(0, "50ms", this.first, this.second));
		assertThat(sent.result().outcome()).isEqualTo(Outcome.TEMPORARY);
		assertThat(sent.gateway()).isEqualTo("gateway-1");
	}

	@Test
	void takesAGatewayThatThrowsForOneThatHasNotGotIt() {
		this.first.fails = true;
		assertThat(send(chain(0, "50ms", this.first)).result().outcome()).isEqualTo(Outcome.REFUSED);
	}

	@Test
	void leavesAGatewayAloneThatFails() {
		this.first.always = Outcome.UNKNOWN;
		GatewayChain chain = chain(0, "1h", this.first);
		failTwentyTimes(chain);
		assertThat(chain.room()).isZero();
		assertThat(chain.gateways()).containsEntry("gateway-0", false);
		assertThat(send(chain).result().outcome()).as("nobody is asked, so it may be sent later")
			.isEqualTo(Outcome.BLOCKED);
		assertThat(this.first.calls).hasSize(20);
	}

	@Test
	void comesBackToAGatewayWithAFewCallsFirst() {
		this.first.always = Outcome.UNKNOWN;
		GatewayChain chain = chain(0, "50ms", this.first);
		failTwentyTimes(chain);
		this.first.always = Outcome.ACCEPTED;
		await().atMost(Duration.ofSeconds(60)).until(() -> chain.room() == 10);
		for (int call = 0; call < 10; call++) {
			assertThat(send(chain).result().outcome()).isEqualTo(Outcome.ACCEPTED);
		}
		assertThat(chain.room()).isEqualTo(Integer.MAX_VALUE);
	}

	private static void failTwentyTimes(GatewayChain chain) {
		for (int call = 0; call < 20; call++) {
			assertThat(send(chain).result().outcome()).isEqualTo(Outcome.UNKNOWN);
		}
	}

	@Test
	void usesTheNextWhileTheFirstIsLeftAlone() {
		this.first.always = Outcome.UNAVAILABLE;
		GatewayChain chain = chain(0, "1h", this.first, this.second);
		for (int call = 0; call < 30; call++) {
			assertThat(send(chain).result().outcome()).isEqualTo(Outcome.ACCEPTED);
		}
		assertThat(this.first.calls).hasSize(20);
		assertThat(this.second.calls).hasSize(30);
		assertThat(chain.room()).isPositive();
	}

	@Test
	void keepsToTheRate() {
		GatewayChain chain = chain(3, "50ms", this.first);
		List<CompletableFuture<ChainResult>> sent = new ArrayList<>();
		for (int call = 0; call < 100; call++) {
			sent.add(chain.send(message()).toCompletableFuture());
		}
		List<Outcome> outcomes = sent.stream().map((each) -> join(each).result().outcome()).toList();
		assertThat(outcomes.subList(0, 3)).containsOnly(Outcome.ACCEPTED);
		assertThat(outcomes).as("what would wait for long waits in the database instead").contains(Outcome.BLOCKED);
		assertThat(this.first.threads).as("some wait for a moment").contains("caller", "scheduler");
	}

	@Test
	void believesThatAMessageWasNeverGotOnlyIfAllSaySo() {
		GatewayChain chain = chain(0, "50ms", this.first, this.second);
		assertThat(chain.status(QUERY, null).toCompletableFuture().join().state()).isEqualTo(SmsStatus.State.NOT_FOUND);
		this.second.status = SmsStatus.of(SmsStatus.State.CANNOT_TELL, "NO_ANSWER");
		assertThat(chain.status(QUERY, null).toCompletableFuture().join().state())
			.isEqualTo(SmsStatus.State.CANNOT_TELL);
		assertThat(chain.status(QUERY, "gateway-0").toCompletableFuture().join().state())
			.isEqualTo(SmsStatus.State.NOT_FOUND);
		this.first.status = SmsStatus.sent("M1");
		assertThat(chain.status(QUERY, null).toCompletableFuture().join().messageId()).isEqualTo("M1");
		assertThat(chain.status(QUERY, "gone").toCompletableFuture().join().state())
			.isEqualTo(SmsStatus.State.CANNOT_TELL);
	}

	private GatewayChain chain(int rate, String pause, ScriptedGateway... scripted) {
		GatewayProperties properties = new GatewayProperties(Type.LOG, null, rate, Duration.ofSeconds(1),
				Duration.ofSeconds(1), 3, Duration.ofMillis(1), 50,
				org.springframework.boot.convert.DurationStyle.detectAndParse(pause), null, null);
		List<ResilientGateway> gateways = new ArrayList<>();
		for (ScriptedGateway each : scripted) {
			String name = "gateway-" + gateways.size();
			gateways.add(new ResilientGateway(name, each,
					new Protection(GatewayConfiguration.retry(name, properties),
							GatewayConfiguration.breaker(name, properties), GatewayConfiguration.limiter(name, rate)),
					this.scheduler, (outcome, nanos) -> {
					}));
		}
		return new GatewayChain(gateways);
	}

	private static ChainResult send(GatewayChain chain) {
		return join(chain.send(message()).toCompletableFuture());
	}

	private static ChainResult join(CompletableFuture<ChainResult> sent) {
		return sent.orTimeout(60, TimeUnit.SECONDS).join();
	}

	private static SmsMessage message() {
		return new SmsMessage("a", new PhoneNumber("+821012345678", 82, "01012345678"), SmsText.of("text"));
	}

	/** Gateway that answers as scripted, and then accepts. */
	private static final class ScriptedGateway implements SmsGateway {

		private final List<String> calls = new ArrayList<>();

		private final List<String> threads = new ArrayList<>();

		private final Queue<Outcome> answers = new ArrayDeque<>();

		private SmsStatus status = SmsStatus.of(SmsStatus.State.NOT_FOUND, "NONE");

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
