package dev.fundbell.dataflow.server.bridge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import javax.servlet.ServletException;
import javax.servlet.ServletRequest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.HandlerExceptionResolver;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link Boot3DefaultsFilter}. */
class Boot3DefaultsFilterTests {

	private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/tasks/executions");

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
	void registersAnAppAsItsFileSaysAndOthersForBoot3(@TempDir Path directory) throws Exception {
		this.request.setMethod("POST");
		this.request.setRequestURI("/apps/task/probe");
		Map<String, String> versions = Map.of("2.7.18", "2", "1.5.0", "2", "3.5.0", "3", "4.0.7", "3", "20.0", "3");
		for (String version : versions.keySet()) {
			this.request.setParameter("uri", jar(directory.resolve(version + "-1.0.0.jar"), version));
			assertThat(filtered().getParameter("bootVersion")).as(version).isEqualTo(versions.get(version));
		}
		for (String uri : List.of("maven://a:b:1.0.0", "file:///no/such-1.0.0.jar", "file:\0", "")) {
			this.request.setParameter("uri", uri);
			assertThat(filtered().getParameter("bootVersion")).as(uri).isEqualTo("3");
		}
		this.request.setParameter("bootVersion", "2");
		assertThat(filtered().getParameter("bootVersion")).isEqualTo("2");
	}

	private static String jar(Path file, String bootVersion) throws IOException {
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		manifest.getMainAttributes().putValue("Spring-Boot-Version", bootVersion);
		new JarOutputStream(Files.newOutputStream(file), manifest).close();
		return file.toUri().toString();
	}

	@Test
	void handsOtherRequestsOnAsTheyAre() throws Exception {
		this.request.setRequestURI("/streams/definitions");
		assertThat(filtered()).isSameAs(this.request);
	}

	private ServletRequest filtered() throws ServletException, IOException {
		MockFilterChain chain = new MockFilterChain();
		ListableBeanFactory none = new StaticListableBeanFactory();
		new Boot3DefaultsFilter(none.getBeanProvider(ExecutionTargets.class),
				none.getBeanProvider(HandlerExceptionResolver.class))
			.doFilter(this.request, new MockHttpServletResponse(), chain);
		return chain.getRequest();
	}

}
