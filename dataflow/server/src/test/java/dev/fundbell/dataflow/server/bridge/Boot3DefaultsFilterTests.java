package dev.fundbell.dataflow.server.bridge;

import java.io.IOException;
import java.util.Collections;

import javax.servlet.ServletException;
import javax.servlet.ServletRequest;

import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link Boot3DefaultsFilter}. */
class Boot3DefaultsFilterTests {

	private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/tasks/executions/7");

	@Test
	void suppliesWhatTheClientDidNotSay() throws Exception {
		this.request.addParameter("page", "2");
		ServletRequest seen = filtered();
		assertThat(seen.getParameter("schemaTarget")).isEqualTo("boot3");
		assertThat(seen.getParameterValues("schemaTarget")).containsExactly("boot3");
		assertThat(seen.getParameterMap()).containsOnlyKeys("page", "schemaTarget");
		assertThat(Collections.list(seen.getParameterNames())).containsExactlyInAnyOrder("page", "schemaTarget");
		assertThat(seen.getParameter("page")).isEqualTo("2");
	}

	@Test
	void keepsWhatTheClientSaid() throws Exception {
		this.request.addParameter("schemaTarget", "boot2");
		assertThat(filtered().getParameterValues("schemaTarget")).containsExactly("boot2");
	}

	@Test
	void takesAnEmptyParameterForAMissingOne() throws Exception {
		this.request.addParameter("schemaTarget", "");
		assertThat(filtered().getParameter("schemaTarget")).isEqualTo("boot3");
	}

	@Test
	void handsOtherRequestsOnAsTheyAre() throws Exception {
		this.request.setRequestURI("/streams/definitions");
		assertThat(filtered()).isSameAs(this.request);
	}

	private ServletRequest filtered() throws ServletException, IOException {
		MockFilterChain chain = new MockFilterChain();
		new Boot3DefaultsFilter().doFilter(this.request, new MockHttpServletResponse(), chain);
		return chain.getRequest();
	}

}
