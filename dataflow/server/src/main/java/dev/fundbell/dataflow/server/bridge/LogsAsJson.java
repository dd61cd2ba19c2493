package dev.fundbell.dataflow.server.bridge;

import com.fasterxml.jackson.databind.node.TextNode;
import org.jspecify.annotations.Nullable;

import org.springframework.cloud.dataflow.server.controller.TaskLogsController;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Advice that sends a task's log as a JSON string to every client. Data Flow sends plain
 * text in Latin-1, which has no Korean letters, to clients that accept it. The shell says
 * that it accepts plain text, but can read only JSON.
 */
@ControllerAdvice(assignableTypes = TaskLogsController.class)
class LogsAsJson implements ResponseBodyAdvice<String> {

	@Override
	public boolean supports(MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converter) {
		return StringHttpMessageConverter.class.isAssignableFrom(converter);
	}

	@Override
	public @Nullable String beforeBodyWrite(@Nullable String log, MethodParameter returnType, MediaType type,
			Class<? extends HttpMessageConverter<?>> converter, ServerHttpRequest request,
			ServerHttpResponse response) {
		response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
		return (log != null) ? TextNode.valueOf(log).toString() : null;
	}

}
