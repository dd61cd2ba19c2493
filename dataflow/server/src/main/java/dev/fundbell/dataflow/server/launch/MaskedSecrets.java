package dev.fundbell.dataflow.server.launch;

import java.lang.reflect.Type;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.springframework.cloud.dataflow.rest.UpdateStreamRequest;
import org.springframework.cloud.dataflow.server.controller.StreamDefinitionController;
import org.springframework.cloud.dataflow.server.controller.StreamDeploymentController;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Interceptor and advice that refuse the {@link SecretMask} in definitions of tasks and
 * streams, launches, schedules, and deployments and updates of streams.
 */
@ControllerAdvice(assignableTypes = { StreamDefinitionController.class, StreamDeploymentController.class })
class MaskedSecrets extends RequestBodyAdviceAdapter implements WebMvcConfigurer, HandlerInterceptor {

	private static final Set<String> CHANGES = Set.of("POST", "PUT");

	private static final Set<String> PARAMETERS = Set.of("definition", "properties", "arguments");

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this).addPathPatterns("/tasks/**", "/streams/**");
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		if (CHANGES.contains(request.getMethod())) {
			PARAMETERS.stream()
				.map(request.getParameterMap()::get)
				.flatMap((values) -> (values != null) ? Stream.of(values) : Stream.empty())
				.forEach(SecretMask::refuse);
		}
		return true;
	}

	@Override
	public boolean supports(MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
		return true;
	}

	@Override
	public Object afterBodyRead(Object body, HttpInputMessage message, MethodParameter parameter, Type type,
			Class<? extends HttpMessageConverter<?>> converter) {
		Object properties = (body instanceof UpdateStreamRequest) ? ((UpdateStreamRequest) body).getUpdateProperties()
				: body;
		if (properties instanceof Map) {
			((Map<?, ?>) properties).forEach((name, value) -> SecretMask.refuse(name + "=" + value));
		}
		return body;
	}

}
