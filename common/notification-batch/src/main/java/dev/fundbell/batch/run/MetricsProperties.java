package dev.fundbell.batch.run;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Options of the metrics of a task's run.
 *
 * @param pushGateway Address of a Prometheus push gateway, which gets the metrics of the
 * run at its end. Set it where Prometheus watches the tasks.
 */
@ConfigurationProperties("fundbell.metrics")
record MetricsProperties(@Nullable URI pushGateway) {

	MetricsProperties {
		if (pushGateway != null
				&& (pushGateway.getHost() == null || !String.valueOf(pushGateway.getScheme()).startsWith("http"))) {
			throw new IllegalArgumentException("fundbell.metrics.push-gateway must be an http or https address");
		}
	}

}
