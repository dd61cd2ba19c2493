package dev.fundbell.sms.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.fundbell.sms.StubServer;
import dev.fundbell.sms.StubServer.Request;
import dev.fundbell.sms.StubServer.Response;
import dev.fundbell.sms.gateway.SendResult.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Tests of calls over HTTP, above all of what is known about a message whose call has
 * failed.
 */
class HttpCallsTests {

	private static final int OTHER_CALLS = 100;

	private final StubServer server = new StubServer();

	private final HttpCalls calls = calls(Duration.ofSeconds(60));

	private static HttpCalls calls(Duration timeout) {
		return new HttpCalls("test", timeout, timeout);
	}

	@AfterEach
	void close() {
		this.calls.close();
		this.server.close();
	}

	@Test
	void knowsThatNothingWasSentToAnUnknownHost() {
		assertThat(outcome(this.calls, "http://gateway.invalid/")).isEqualTo(Outcome.TEMPORARY);
	}

	@Test
	void knowsThatNothingWasSentOverAConnectionThatIsNotMadeInTime() throws IOException {
		List<Socket> waiting = new ArrayList<>();
		try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				HttpCalls impatient = calls(Duration.ofMillis(300))) {
			for (int each = 0; each < 3; each++) {
				waiting.add(connecting(full.getLocalSocketAddress()));
			}
			assertThat(outcome(impatient, url(full))).isEqualTo(Outcome.TEMPORARY);
		}
		finally {
			for (Socket each : waiting) {
				each.close();
			}
		}
	}

	private static Socket connecting(SocketAddress address) throws IOException {
		Socket socket = new Socket();
		try {
			socket.connect(address, 200);
		}
		catch (IOException ex) {
			// The server's queue is full already.
			socket.close();
		}
		return socket;
	}

	@Test
	void knowsThatNothingIsSentByAClosedClient() {
		this.calls.close();
		assertThat(outcome(this.calls, this.server.url())).isEqualTo(Outcome.TEMPORARY);
		assertThat(this.server.requests()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}",
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n", "220 mail.example ESMTP\r\n" })
	void doesNotKnowWhatBecameOfACallWhoseAnswerBreaksOff(String answer) throws IOException {
		try (RawServer closing = new RawServer(answer, true);
				RawServer silent = new RawServer(answer, false);
				HttpCalls impatient = calls(Duration.ofMillis(500))) {
			assertThat(outcome(impatient, closing.url())).as("the connection ends").isEqualTo(Outcome.UNKNOWN);
			assertThat(outcome(impatient, silent.url())).as("the rest never comes").isEqualTo(Outcome.UNKNOWN);
			assertThat(closing.requests()).as("it is not repeated").isEqualTo(1);
		}
	}

	/** The gateway closes its half, and the client then closes the connection. */
	@Test
	void usesNoConnectionThatTheGatewayHasClosed() throws IOException {
		try (RawServer gateway = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", true)) {
			for (int each = 1; each <= 10; each++) {
				assertThat(status(this.calls, gateway.url())).isEqualTo(200);
				int closed = each;
				await().until(() -> gateway.closedByTheClient() == closed);
			}
		}
	}

	/** While a call waits for its answer its connection is not idle. */
	@Test
	void closesIdleConnectionsBeforeGatewaysDo() throws IOException {
		CountDownLatch idleClosed = new CountDownLatch(1);
		this.server.respond((request) -> {
			awaitOpen(idleClosed);
			return new Response(200, "");
		});
		try (RawServer gateway = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", false)) {
			CompletableFuture<GatewayResponse> slow = this.calls
				.send(this.calls.request(URI.create(this.server.url())));
			assertThat(status(this.calls, gateway.url())).isEqualTo(200);
			await().until(() -> gateway.closedByTheClient() == 1);
			idleClosed.countDown();
			assertThat(slow.join().status()).isEqualTo(200);
		}
	}

	@Test
	void makesNoCallWaitForOthers() {
		CountDownLatch allCame = new CountDownLatch(OTHER_CALLS);
		this.server.respond((request) -> {
			allCame.countDown();
			awaitOpen(allCame);
			return new Response(200, "");
		});
		List<CompletableFuture<GatewayResponse>> all = new ArrayList<>();
		for (int each = 0; each < OTHER_CALLS; each++) {
			all.add(this.calls.send(this.calls.request(URI.create(this.server.url()))));
		}
		assertThat(all).allSatisfy((each) -> assertThat(each.join().status()).isEqualTo(200));
	}

	private static void awaitOpen(CountDownLatch latch) {
		try {
			assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void readsTheStatusOfAnAnswerThatIsTooLong() {
		this.server.respond(200, "{\"text\":\"" + "x".repeat(1_000_000) + "\"}");
		GatewayResponse response = this.calls.send(this.calls.request(URI.create(this.server.url()))).join();
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.body().isMissingNode()).isTrue();
	}

	@Test
	void readsTheAnswerAfterInterimOnes() throws IOException {
		try (RawServer gateway = new RawServer(
				"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n"
						+ "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n",
				false)) {
			assertThat(status(this.calls, gateway.url())).isEqualTo(201);
		}
	}

	@Test
	void keepsNoCookiesAndWantsNoCompression() {
		this.server.respond((request) -> new Response(200, "", Map.of("Set-Cookie", "a=b")));
		assertThat(status(this.calls, this.server.url())).isEqualTo(200);
		assertThat(status(this.calls, this.server.url())).isEqualTo(200);
		assertThat(this.server.requests()).hasSize(2).allSatisfy((each) -> {
			assertThat(each.header("Cookie")).isNull();
			assertThat(each.header("Accept-Encoding")).isNull();
		});
	}

	@Test
	void sendsALongTextInTheAddress() {
		String path = "/send?text=" + "%ea%b0%80".repeat(2000);
		assertThat(status(this.calls, this.server.url() + path)).isEqualTo(200);
		Request request = this.server.requests().get(0);
		assertThat(request.path()).isEqualTo(path);
		assertThat(request.header("Host")).isEqualTo(URI.create(this.server.url()).getAuthority());
	}

	@Test
	void goesThroughTheProxyThatTheJvmHas() {
		ProxySelector before = ProxySelector.getDefault();
		ProxySelector
			.setDefault(ProxySelector.of(new InetSocketAddress("127.0.0.1", URI.create(this.server.url()).getPort())));
		try {
			assertThat(status(this.calls, "http://gateway.invalid/send?a=b")).isEqualTo(200);
			assertThat(this.server.requests().get(0).path()).isEqualTo("http://gateway.invalid/send?a=b");
			assertThat(this.server.requests().get(0).header("Host")).isEqualTo("gateway.invalid");
		}
		finally {
			ProxySelector.setDefault(before);
		}
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "gateway/send", "ftp://gateway/send", "http:///send", "https:send", "http://under_score/" })
	void refusesAddressesThatAreNotOfHttp(String address) {
		assertThatThrownBy(() -> HttpCalls.require(URI.create(address))).isInstanceOf(IllegalArgumentException.class);
	}

	private static int status(HttpCalls calls, String url) {
		return calls.send(calls.request(URI.create(url))).join().status();
	}

	private static Outcome outcome(HttpCalls calls, String url) {
		return calls.send(calls.request(URI.create(url)))
			.handle((response, failure) -> (response != null) ? Outcome.ACCEPTED : HttpCalls.failed(failure).outcome())
			.join();
	}

	private static String url(ServerSocket server) {
		return "http://127.0.0.1:" + server.getLocalPort() + "/";
	}

}
