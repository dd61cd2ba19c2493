package dev.fundbell.dataflow.server.bridge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.hateoas.mediatype.vnderrors.VndErrors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Advice that sends errors to shell 2.5 as a bare array. That shell cannot read the
 * object with embedded errors that Data Flow sends since 2.6, and shows "404 : [no body]"
 * instead of the reason. It is known by the version of its HTTP client, which no later
 * shell has.
 */
@ControllerAdvice
@SuppressWarnings("deprecation") // deprecated by Spring HATEOAS, and what Data Flow and
									// its clients speak
class ErrorsForShell25 implements ResponseBodyAdvice<Object> {

	private static final String SHELL_25 = "Apache-HttpClient/4.5.12 ";

	@Override
	public boolean supports(MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converter) {
		return true;
	}

	@Override
	public @Nullable Object beforeBodyWrite(@Nullable Object body, MethodParameter returnType, MediaType type,
			Class<? extends HttpMessageConverter<?>> converter, ServerHttpRequest request,
			ServerHttpResponse response) {
		String client = request.getHeaders().getFirst(HttpHeaders.USER_AGENT);
		if (body instanceof VndErrors && client != null && client.startsWith(SHELL_25)) {
			return bareArray((VndErrors) body);
		}
		return body;
	}

	private List<Map<String, String>> bareArray(VndErrors errors) {
		List<Map<String, String>> array = new ArrayList<>();
		errors.forEach((error) -> array
			.add(Map.of("logref", String.valueOf(error.getLogref()), "message", error.getMessage())));
		return array;
	}

}
