package dev.fundbell.sse.web;

import dev.fundbell.sse.transport.EventStreams;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the bulkhead before all of the API that needs the database. */
@Configuration(proxyBeanMethods = false)
class BulkheadConfiguration implements WebMvcConfigurer {

	private final DatabaseBulkhead bulkhead;

	BulkheadConfiguration(@Value("${server.jetty.threads.max:200}") int serverThreads) {
		this.bulkhead = new DatabaseBulkhead(serverThreads);
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this.bulkhead).addPathPatterns("/api/**").excludePathPatterns(EventStreams.PATH + "*");
	}

}
