package dev.fundbell.dataflow.server.schedule;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.cloud.dataflow.rest.resource.ScheduleInfoResource;
import org.springframework.core.MethodParameter;
import org.springframework.hateoas.CollectionModel;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Advice that shows a schedule's state in the dashboard, which of all properties shows
 * only the cron expression. For the dashboard's requests ({@code X-Requested-With}) it
 * appends zone, state, next run and last outcome to it. Other clients get the plain
 * expression.
 */
@ControllerAdvice
class SchedulesInDashboard implements ResponseBodyAdvice<Object> {

	private static final int YEAR = "2026-".length();

	private final Clock clock;

	SchedulesInDashboard(Clock clock) {
		this.clock = clock;
	}

	@Override
	public boolean supports(MethodParameter method, Class<? extends HttpMessageConverter<?>> converter) {
		return ScheduleInfoResource.class.isAssignableFrom(method.getParameterType())
				|| CollectionModel.class.isAssignableFrom(method.getParameterType());
	}

	@Override
	public @Nullable Object beforeBodyWrite(@Nullable Object body, MethodParameter method, MediaType type,
			Class<? extends HttpMessageConverter<?>> converter, ServerHttpRequest request,
			ServerHttpResponse response) {
		if ("XMLHttpRequest".equals(request.getHeaders().getFirst("X-Requested-With"))) {
			describe(body);
		}
		return body;
	}

	private void describe(@Nullable Object body) {
		if (body instanceof CollectionModel) {
			((CollectionModel<?>) body).forEach(this::describe);
		}
		else if (body instanceof ScheduleInfoResource) {
			ScheduleInfoResource schedule = (ScheduleInfoResource) body;
			Map<String, String> properties = new LinkedHashMap<>(schedule.getScheduleProperties());
			String text = text(properties);
			properties.replaceAll((name, value) -> name.endsWith(".cron.expression") ? text : value);
			schedule.setScheduleProperties(properties);
		}
	}

	private String text(Map<String, String> properties) {
		ZoneId zone = ZoneId.of(properties.getOrDefault("scheduler.cron.time-zone", "UTC"));
		StringBuilder text = new StringBuilder();
		text.append(properties.get("spring.cloud.scheduler.cron.expression")).append(" ").append(zone);
		if (Boolean.parseBoolean(properties.get("paused"))) {
			text.append(", paused");
		}
		append(text, ", next ", time(properties.get("next-run"), zone));
		append(text, ", last ", time(properties.get("last-run"), zone));
		append(text, ": ", properties.get("last-outcome"));
		return text.toString();
	}

	private static void append(StringBuilder text, String before, @Nullable String value) {
		if (value != null) {
			text.append(before).append(value);
		}
	}

	// The column is narrow.
	private @Nullable String time(@Nullable String instant, ZoneId zone) {
		if (instant == null) {
			return null;
		}
		LocalDateTime time = LocalDateTime.ofInstant(Instant.parse(instant), zone).truncatedTo(ChronoUnit.SECONDS);
		boolean thisYear = time.getYear() == LocalDateTime.ofInstant(this.clock.instant(), zone).getYear();
		return time.toLocalDate().toString().substring(thisYear ? YEAR : 0) + " " + time.toLocalTime();
	}

}
