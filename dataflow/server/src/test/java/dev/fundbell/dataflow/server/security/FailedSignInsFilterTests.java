package dev.fundbell.dataflow.server.security;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

import javax.servlet.FilterChain;
import javax.servlet.http.HttpServletResponse;

import dev.fundbell.test.SettableClock;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link FailedSignInsFilter}. */
class FailedSignInsFilterTests {

	private static final String HERE = "192.0.2.1";

	private final SettableClock clock = new SettableClock("2026-11-23T00:00:00Z");

	private FailedSignInsFilter filter = new FailedSignInsFilter(2, this.clock);

	private int compared;

	@Test
	void theThirdPasswordIsNotComparedAfterTwoWrongOnes() throws Exception {
		assertThat(send(HERE, "ann:a")).isEqualTo(401);
		assertThat(send(HERE, "ann:b")).isEqualTo(401);
		assertThat(send(HERE, "ann:right")).isEqualTo(429);
		assertThat(this.compared).isEqualTo(2);
	}

	@Test
	void anotherUserAndTheSameUserElsewhereSignIn() throws Exception {
		send(HERE, "ann:a");
		send(HERE, "ann:b");
		assertThat(send(HERE, "bob:right")).isEqualTo(200);
		assertThat(send("192.0.2.2", "ann:right")).isEqualTo(200);
	}

	@Test
	void aMinuteAfterTheFirstWrongOneTheUserSignsIn() throws Exception {
		send(HERE, "ann:a");
		this.clock.advance(Duration.ofSeconds(50));
		send(HERE, "ann:b");
		this.clock.advance(Duration.ofSeconds(9));
		assertThat(send(HERE, "ann:right")).isEqualTo(429);
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(send(HERE, "ann:right")).isEqualTo(200);
	}

	@Test
	void requestsWithoutAUserAreNotCounted() throws Exception {
		for (int request = 0; request < 5; request++) {
			assertThat(send(HERE, null)).isEqualTo(401);
			assertThat(send(HERE, "no user and no password")).isEqualTo(401);
		}
	}

	@Test
	void zeroIsNoLimit() throws Exception {
		this.filter = new FailedSignInsFilter(0, this.clock);
		for (int request = 0; request < 5; request++) {
			assertThat(send(HERE, "ann:a")).isEqualTo(401);
		}
	}

	private int send(String address, String credentials) throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/about");
		request.setRemoteAddr(address);
		if (credentials != null) {
			request.addHeader("Authorization",
					"Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
		}
		MockHttpServletResponse response = new MockHttpServletResponse();
		FilterChain signIn = (given, answer) -> {
			this.compared++;
			((HttpServletResponse) answer)
				.setStatus((credentials != null && credentials.endsWith(":right")) ? 200 : 401);
		};
		this.filter.doFilter(request, response, signIn);
		return response.getStatus();
	}

}
