package dev.fundbell.dataflow.server.trace;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Wiring of the traces. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TraceProperties.class)
class TraceConfiguration {

	@Bean
	ServiceDatabase serviceDatabase(TraceProperties options) {
		return new ServiceDatabase(options.datasource());
	}

	@Bean
	Traces traces(ServiceDatabase service, JdbcTemplate platform, TraceProperties options) {
		return new Traces(service, platform, options.showTexts());
	}

}
