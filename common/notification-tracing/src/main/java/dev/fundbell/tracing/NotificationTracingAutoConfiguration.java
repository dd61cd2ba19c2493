package dev.fundbell.tracing;

import java.net.URI;
import java.time.Duration;

import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Wires the tracer of notifications, which traces nothing without a collector. */
@AutoConfiguration
@EnableConfigurationProperties(TracingProperties.class)
class NotificationTracingAutoConfiguration {

	/** A sink's spans are seen soon, and a burst of them is few requests. */
	private static final Duration DELAY = Duration.ofSeconds(1);

	private static final Duration PATIENCE = Duration.ofSeconds(2);

	@Bean
	NotificationTracer notificationTracer(TracingProperties properties, Environment environment) {
		URI endpoint = properties.endpoint();
		if (endpoint == null) {
			return NotificationTracer.OFF;
		}
		OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
			.setEndpoint(endpoint.toString().replaceAll("/+$", "") + "/v1/traces")
			.setTimeout(PATIENCE)
			.setRetryPolicy(null)
			.build();
		return new NotificationTracer(properties.oneIn(),
				BatchSpanProcessor.builder(exporter).setScheduleDelay(DELAY).build(), resource(environment));
	}

	private static Resource resource(Environment environment) {
		AttributesBuilder attributes = Attributes.builder()
			.put("service.name", environment.getProperty("spring.application.name", "fundbell"))
			.put("service.namespace", "fundbell");
		String execution = environment.getProperty("spring.cloud.task.executionid");
		if (execution != null) {
			attributes.put("fundbell.task.execution.id", execution);
		}
		return Resource.create(attributes.build());
	}

}
