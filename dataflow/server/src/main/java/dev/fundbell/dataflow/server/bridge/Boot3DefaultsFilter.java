package dev.fundbell.dataflow.server.bridge;

import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import javax.servlet.FilterChain;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import javax.servlet.http.HttpServletResponse;

import dev.fundbell.dataflow.server.InvalidRequestException;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.util.UrlPathHelper;

/**
 * Servlet filter that adds {@link Boot3Defaults} to requests, or Boot 2 where the request
 * can mean nothing else. A parameter that the client gave is left as it is.
 */
@Component
class Boot3DefaultsFilter extends OncePerRequestFilter {

	private final UrlPathHelper paths = new UrlPathHelper();

	private final ObjectProvider<ExecutionTargets> targets;

	private final ObjectProvider<HandlerExceptionResolver> refusals;

	Boot3DefaultsFilter(ObjectProvider<ExecutionTargets> targets,
			@Qualifier("handlerExceptionResolver") ObjectProvider<HandlerExceptionResolver> refusals) {
		this.targets = targets;
		this.refusals = refusals;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Map<String, String> defaults;
		try {
			defaults = defaults(request);
		}
		catch (InvalidRequestException ex) {
			this.refusals.getObject().resolveException(request, response, null, ex);
			return;
		}
		chain.doFilter(defaults.isEmpty() ? request : new RequestWithDefaults(request, defaults), response);
	}

	private Map<String, String> defaults(HttpServletRequest request) {
		String path = this.paths.getPathWithinApplication(request);
		Map<String, String> defaults = new HashMap<>(Boot3Defaults.of(request.getMethod(), path));
		defaults.computeIfPresent(Boot3Defaults.BOOT_VERSION,
				(name, value) -> BootVersion.of(request.getParameter("uri")));
		if (ExecutionTargets.isMeant(path) && !StringUtils.hasText(request.getParameter(Boot3Defaults.SCHEMA_TARGET))) {
			defaults.put(Boot3Defaults.SCHEMA_TARGET, this.targets.getObject().of(request.getMethod(), path).id());
		}
		return defaults;
	}

	private static final class RequestWithDefaults extends HttpServletRequestWrapper {

		private final Map<String, String> defaults;

		RequestWithDefaults(HttpServletRequest request, Map<String, String> defaults) {
			super(request);
			this.defaults = defaults;
		}

		@Override
		public @Nullable String getParameter(String name) {
			String given = super.getParameter(name);
			return StringUtils.hasText(given) ? given : this.defaults.getOrDefault(name, given);
		}

		@Override
		public String @Nullable [] getParameterValues(String name) {
			return getParameterMap().get(name);
		}

		@Override
		public Enumeration<String> getParameterNames() {
			return Collections.enumeration(getParameterMap().keySet());
		}

		@Override
		public Map<String, String[]> getParameterMap() {
			Map<String, String[]> all = new LinkedHashMap<>(super.getParameterMap());
			this.defaults.forEach((name, value) -> {
				if (!StringUtils.hasText(super.getParameter(name))) {
					all.put(name, new String[] { value });
				}
			});
			return Collections.unmodifiableMap(all);
		}

	}

}
