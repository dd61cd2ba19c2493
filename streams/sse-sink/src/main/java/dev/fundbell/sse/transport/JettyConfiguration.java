package dev.fundbell.sse.transport;

import java.util.List;

import dev.fundbell.sse.SseSinkProperties;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures Jetty for many silent connections and some hostile ones. */
@Configuration(proxyBeanMethods = false)
class JettyConfiguration {

	@Bean
	SlowRequestGuard slowRequestGuard(SseSinkProperties properties) {
		return new SlowRequestGuard(properties.requestTimeout(), System::nanoTime);
	}

	@Bean
	WebServerFactoryCustomizer<JettyServletWebServerFactory> connectors(SlowRequestGuard slowRequestGuard,
			SseSinkProperties properties) {
		return (factory) -> factory.addServerCustomizers(
				(server) -> configure(server, slowRequestGuard, (int) properties.sendBuffer().toBytes()));
	}

	/** Responses that may be larger than a socket takes at once. */
	@Bean
	FilterRegistrationBean<Filter> wholeResponses() {
		FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>((request, response, chain) -> {
			chain.doFilter(request, new WholeResponse((HttpServletResponse) response));
		});
		filter.setUrlPatterns(List.of("/actuator/*", "/api/notifications"));
		return filter;
	}

	private static void configure(Server server, SlowRequestGuard slowRequestGuard, int sendBuffer) {
		for (Connector connector : server.getConnectors()) {
			connector.addBean(slowRequestGuard);
			if (sendBuffer != 0 && connector instanceof ServerConnector tcp) {
				tcp.setAcceptedSendBufferSize(sendBuffer);
			}
		}
	}

}
