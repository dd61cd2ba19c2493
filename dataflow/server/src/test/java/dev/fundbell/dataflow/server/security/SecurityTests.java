package dev.fundbell.dataflow.server.security;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;

import dev.fundbell.dataflow.server.security.ListenAddress.OpenServerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/** Tests of the parts of the sign-in that need no server. */
class SecurityTests {

	@Test
	void whereNobodySignsInOnlyThisMachineMayCome() throws Exception {
		assertThatNoException().isThrownBy(() -> ListenAddress.check(InetAddress.getByName("127.0.0.1"), SignIn.NONE));
		assertThatNoException().isThrownBy(() -> ListenAddress.check(InetAddress.getByName("::1"), SignIn.NONE));
		assertThatExceptionOfType(OpenServerException.class)
			.isThrownBy(() -> ListenAddress.check(InetAddress.getByName("0.0.0.0"), SignIn.NONE));
		assertThatExceptionOfType(OpenServerException.class).isThrownBy(() -> ListenAddress.check(null, SignIn.NONE))
			.withMessageContaining("all addresses");
		assertThatNoException().isThrownBy(() -> ListenAddress.check(null, SignIn.BASIC));
		assertThatNoException().isThrownBy(() -> ListenAddress.check(null, SignIn.OAUTH2));
	}

	@Test
	void theRefusalNamesTheRemedy() {
		assertThat(new ListenAddress.OpenServerAnalyzer().analyze(new OpenServerException("0.0.0.0")).getAction())
			.contains("server.address", "fundbell.security.users");
	}

	@Test
	void oauth2GoesBeforeUsers() {
		MockEnvironment environment = new MockEnvironment();
		assertThat(SignIn.of(environment)).isEqualTo(SignIn.NONE);
		environment.setProperty("fundbell.security.users.ann.password", "{bcrypt}x");
		assertThat(SignIn.of(environment)).isEqualTo(SignIn.BASIC);
		environment.setProperty("spring.security.oauth2.client.registration.x.client-id", "y");
		assertThat(SignIn.of(environment)).isEqualTo(SignIn.OAUTH2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "secret", "{noop}secret", "", "{bcrypt}" })
	void aPasswordMustBeHashed(String password) {
		assertThatIllegalArgumentException().isThrownBy(() -> new SecuritySettings.User(password, Set.of()))
			.withMessageContaining("must be hashed");
	}

	@Test
	void aUserNeverShowsItsPassword() {
		assertThat(new SecuritySettings.User("{bcrypt}hash", Set.of())).asString().doesNotContain("hash");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "none",
			value = { "POST,none,200", "POST,http://127.0.0.1:9393,200", "GET,https://evil.example,200",
					"POST,https://evil.example,403", "DELETE,http://127.0.0.1:8081,403", "POST,null,403",
					"PUT,http://[bad,403", "POST,https://127.0.0.1:9393.evil.example,403" })
	void pagesOfOtherSitesMayChangeNothing(String method, String origin, int status) throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest(method, "/tasks/executions");
		request.addHeader("Host", "127.0.0.1:9393");
		if (origin != null) {
			request.addHeader("Origin", origin);
		}
		MockHttpServletResponse response = new MockHttpServletResponse();
		new CrossSiteRequestsFilter().doFilter(request, response, new MockFilterChain());
		assertThat(response.getStatus()).isEqualTo(status);
	}

	@ParameterizedTest
	@CsvSource({ "127.0.0.1:9393,200", "localhost,200", "LOCALHOST:1,200", "[::1]:9393,200", "evil.example:9393,403",
			"127.0.0.1.evil.example,403", "dataflow.intern:9393,200", "'',403" })
	void whereNobodySignsInOnlyNamesOfThisMachineAreAnswered(String host, int status) throws Exception {
		assertThat(answer(new MockEnvironment(), host)).isEqualTo(status);
		assertThat(
				answer(new MockEnvironment().withProperty("fundbell.security.users.ann.password", "{bcrypt}x"), host))
			.isEqualTo(200);
	}

	private static int answer(MockEnvironment environment, String host) throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/tasks/executions");
		request.addHeader("Host", host);
		MockHttpServletResponse response = new MockHttpServletResponse();
		new HostFilter(environment, List.of("dataflow.intern")).doFilter(request, response, new MockFilterChain());
		return response.getStatus();
	}

}
