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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import dev.fundbell.sms.gateway.GatewayProperties.Type;
import dev.fundbell.sms.gateway.GatewayChain.ChainResult;
import dev.fundbell.sms.gateway.GatewayStatus.Use;
import dev.fundbell.sms.gateway.SendResult.Outcome;
import dev.fundbell.sms.text.PhoneNumber;
import dev.fundbell.sms.text.SmsCharset;
import dev.fundbell.test.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of backoff, failover, circuit breaker, stop and rate limit, with scripted
 * gateways.
 */
class GatewayChainTests {

	private static final SmsQuery QUERY = new SmsQuery("a", null, null, Instant.EPOCH);

	private final ExecutorService executor = Executors.newFixedThreadPool(2);

	private final SettableClock clock = new SettableClock("2026-11-23T03:00:00Z");

	private final ScriptedGateway first = new ScriptedGateway();

	private final ScriptedGateway second = new ScriptedGateway();

	@AfterEach
	void end() {
		this.executor.shutdownNow();
	}

	/** Once per call: the next attempt is a matter of the database. */
	@Test
	void putsOffWhatIsTemporary() {
		this.first.always = Outcome.TEMPORARY;
		GatewayChain chain = chain(0, "50ms", this.first, this.second);
		for (int attempts = 0; attempts < 2; attempts++) {
			ChainResult sent = send(chain, attempts);
			assertThat(sent.result().outcome()).isEqualTo(Outcome.TEMPORARY);
			assertThat(sent.gateway()).isEqualTo("gateway-0");
		}
		assertThat(this.first.calls).hasSize(2).allMatch((reference) -> reference.equals("a"));
		assertThat(this.second.calls).isEmpty();
	}

	@Test
	void turnsToTheNextAfterTheLastAttempt() {
		this.first.always = Outcome.TEMPORARY;
		ChainResult sent = send(chain(0, "50ms", this.first, this.second), 2);
		assertThat(sent.gateway()).isEqualTo("gateway-1");
		assertThat(sent.result().outcome()).isEqualTo(Outcome.ACCEPTED);
	}

	@Test
	void putsOffForLongerAndLongerUpToALimit() {
		this.first.always = Outcome.TEMPORARY;
		GatewayChain chain = chain(0, "50ms", this.first);
		assertThat(send(chain, 0).pause()).isBetween(Duration.ofMillis(50), Duration.ofMillis(150));
		assertThat(send(chain, 3).pause()).isBetween(Duration.ofMillis(400), Duration.ofMillis(1200));
		for (int attempts : new int[] { 10, 1000, Short.MAX_VALUE }) {
			assertThat(send(chain, attempts).pause()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(2));
		}
	}

	/** Up to an hour: a longer wish is a mistake. */
	@Test
	void putsOffForAsLongAsTheGatewayWants() {
		this.first.always = Outcome.TEMPORARY;
		this.first.retryAfter = Duration.ofMinutes(7);
		GatewayChain chain = chain(0, "50ms", this.first);
		assertThat(send(chain).pause()).isEqualTo(Duration.ofMinutes(7));
		this.first.retryAfter = Duration.ofDays(7);
		assertThat(send(chain).pause()).isEqualTo(Duration.ofHours(1));
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
	void putsOffWhatNoneTakes() {
		this.first.answers(Outcome.UNAVAILABLE);
		this.second.answers(Outcome.TEMPORARY);
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
		assertThat(chain.gateways()).extracting(GatewayStatus::use).containsExactly(Use.LEFT_ALONE);
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
		assertThat(this.first.calls).as("it is stopped by its first answer").hasSize(1);
		assertThat(this.second.calls).hasSize(30);
		assertThat(chain.room()).isPositive();
	}

	@Test
	void probesAStoppedGatewayWithOneMessageAtIntervals() {
		this.first.always = Outcome.UNAVAILABLE;
		GatewayChain chain = chain(0, "1h", this.first);
		assertThat(send(chain).result().outcome()).isEqualTo(Outcome.UNAVAILABLE);
		assertThat(chain.room()).isZero();
		assertThat(send(chain).result().reason()).isEqualTo("GATEWAY_STOPPED");
		this.clock.advance(Duration.ofMinutes(1));
		assertThat(chain.room()).isEqualTo(1);
		assertThat(send(chain).result().outcome()).isEqualTo(Outcome.UNAVAILABLE);
		assertThat(send(chain).result().outcome()).isEqualTo(Outcome.BLOCKED);
		assertThat(this.first.calls).hasSize(2);
		this.first.always = Outcome.ACCEPTED;
		this.clock.advance(Duration.ofMinutes(1));
		assertThat(send(chain).result().outcome()).isEqualTo(Outcome.ACCEPTED);
		assertThat(chain.room()).isEqualTo(Integer.MAX_VALUE);
	}

	@Test
	void sendsNothingByTheNextForTheSakeOfTheRate() {
		GatewayChain chain = chain(1, "50ms", this.first, this.second);
		for (int call = 0; call < 10; call++) {
			chain.send(message(0));
		}
		assertThat(join(chain.send(message(0)).toCompletableFuture()).result().outcome()).isEqualTo(Outcome.THROTTLED);
		assertThat(chain.room()).isZero();
		assertThat(this.second.calls).isEmpty();
	}

	@Test
	void endsWhatWaitsForItsTurnWhenTheSinkStops() {
		GatewayChain chain = chain(1, "50ms", this.first);
		List<CompletableFuture<ChainResult>> sent = new ArrayList<>();
		for (int call = 0; call < 3; call++) {
			sent.add(chain.send(message(0)).toCompletableFuture());
		}
		chain.end();
		assertThat(sent.stream().map((each) -> join(each).result().outcome())).containsExactly(Outcome.ACCEPTED,
				Outcome.THROTTLED, Outcome.THROTTLED);
		assertThat(send(chain).result().outcome()).isEqualTo(Outcome.THROTTLED);
		assertThat(this.first.calls).hasSize(1);
	}

	@Test
	void keepsToTheRate() {
		GatewayChain chain = chain(3, "50ms", this.first);
		List<CompletableFuture<ChainResult>> sent = new ArrayList<>();
		for (int call = 0; call < 100; call++) {
			sent.add(chain.send(message(0)).toCompletableFuture());
		}
		List<Outcome> outcomes = sent.stream().map((each) -> join(each).result().outcome()).toList();
		assertThat(outcomes.subList(0, 3)).containsOnly(Outcome.ACCEPTED);
		assertThat(outcomes).as("what would wait for long waits in the database instead").contains(Outcome.THROTTLED);
		assertThat(this.first.threads).as("some wait for a moment").contains("caller", "pool");
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

	/** As with a wrong address of the query: it answers 404 for everything. */
	@Test
	void believesABare404OnlyOfAQueryThatFindsOtherMessages() {
		this.first.status = SmsStatus.of(SmsStatus.State.NO_SUCH_PAGE, "HTTP_404");
		GatewayChain chain = chain(0, "50ms", this.first);
		assertThat(status(chain).reason()).as("nothing to compare with").isEqualTo("QUERY_NOT_PROVEN");
		send(chain);
		assertThat(status(chain).state()).as("the gateway may not list it yet").isEqualTo(SmsStatus.State.CANNOT_TELL);
		assertThat(chain.gateways().get(0).use()).isEqualTo(Use.IN_USE);
		this.first.found = "b";
		assertThat(status(chain).state()).as("it does not find the accepted message either")
			.isEqualTo(SmsStatus.State.CANNOT_TELL);
		this.first.found = "a";
		assertThat(
				chain.status(new SmsQuery("z", null, null, Instant.EPOCH), null).toCompletableFuture().join().state())
			.isEqualTo(SmsStatus.State.NOT_FOUND);
	}

	@Test
	void stopsAGatewayWhoseQueryDoesNotFindWhatItHasAccepted() {
		this.first.status = SmsStatus.of(SmsStatus.State.NO_SUCH_PAGE, "HTTP_404");
		GatewayChain chain = chain(0, "50ms", this.first);
		send(chain);
		this.clock.advance(Duration.ofSeconds(30));
		assertThat(status(chain).state()).isEqualTo(SmsStatus.State.CANNOT_TELL);
		assertThat(chain.gateways()).extracting(GatewayStatus::use).containsExactly(Use.STOPPED);
		assertThat(send(chain).result().outcome()).as("it costs no message").isEqualTo(Outcome.BLOCKED);
		this.clock.advance(Duration.ofMinutes(1));
		chain.probe();
		assertThat(chain.gateways().get(0).use()).isEqualTo(Use.STOPPED);
		this.first.found = "a";
		this.clock.advance(Duration.ofMinutes(1));
		chain.probe();
		assertThat(chain.gateways().get(0).use()).isEqualTo(Use.IN_USE);
	}

	private static SmsStatus status(GatewayChain chain) {
		return chain.status(new SmsQuery("z", null, null, Instant.EPOCH), null).toCompletableFuture().join();
	}

	private GatewayChain chain(int rate, String pause, ScriptedGateway... scripted) {
		GatewayProperties properties = new GatewayProperties(Type.LOG, null, rate, Duration.ofSeconds(1),
				Duration.ofSeconds(1), 3, Duration.ofMillis(100), Duration.ofSeconds(1), 50,
				org.springframework.boot.convert.DurationStyle.detectAndParse(pause), Duration.ofMinutes(1),
				SmsCharset.EUC_KR, null, null, null);
		List<ChainedGateway> gateways = new ArrayList<>();
		for (ScriptedGateway each : scripted) {
			String name = "gateway-" + gateways.size();
			gateways.add(new ChainedGateway(new ResilientGateway(name, each,
					GatewayProtection.of(name, properties, this.clock), this.executor, (outcome, nanos) -> {
					}), properties.charset()));
		}
		return new GatewayChain(gateways);
	}

	private static ChainResult send(GatewayChain chain) {
		return send(chain, 0);
	}

	private static ChainResult send(GatewayChain chain, int attempts) {
		return join(chain.send(message(attempts)).toCompletableFuture());
	}

	private static ChainResult join(CompletableFuture<ChainResult> sent) {
		return sent.orTimeout(60, TimeUnit.SECONDS).join();
	}

	private static OutgoingSms message(int attempts) {
		return new OutgoingSms("a", new PhoneNumber("+821012345678", 82, "01012345678"), "text", attempts);
	}

	/** Gateway that answers as scripted, and then accepts. */
	private static final class ScriptedGateway implements SmsGateway {

		private final List<String> calls = new ArrayList<>();

		private final List<String> threads = new ArrayList<>();

		private final Queue<Outcome> answers = new ArrayDeque<>();

		private SmsStatus status = SmsStatus.of(SmsStatus.State.NOT_FOUND, "NONE");

		private Outcome always = Outcome.ACCEPTED;

		private boolean fails;

		private Duration retryAfter;

		private String found = "none";

		void answers(Outcome... outcomes) {
			this.answers.addAll(Arrays.asList(outcomes));
		}

		@Override
		public synchronized CompletionStage<SendResult> send(SmsMessage message) {
			if (this.fails) {
				throw new IllegalStateException("told to");
			}
			this.calls.add(message.reference());
			this.threads.add(Thread.currentThread().getName().startsWith("pool-") ? "pool" : "caller");
			Outcome outcome = this.answers.isEmpty() ? this.always : this.answers.poll();
			return CompletableFuture.completedFuture(SendResult.of(outcome, "TOLD").withRetryAfter(this.retryAfter));
		}

		@Override
		public CompletionStage<SmsStatus> status(SmsQuery query) {
			return CompletableFuture
				.completedFuture(query.reference().equals(this.found) ? SmsStatus.sent("M1") : this.status);
		}

	}

}
