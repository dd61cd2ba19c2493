package dev.fundbell.sse.transport;

import java.util.List;

import dev.fundbell.sse.SseSinkProperties;
import io.micrometer.observation.ObservationPredicate;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/** Configuration of Jetty for many silent connections and some hostile ones. */
@Configuration(proxyBeanMethods = false)
class JettyConfiguration {

	/**
	 * Connections that wait to be accepted. All clients may come back at once; one that
	 * finds the queue full is tried again by TCP after seconds.
	 */
	private static final int ACCEPT_QUEUE = 4096;

	@Bean
	SlowSenderGuard slowSenderGuard(SseSinkProperties properties) {
		return new SlowSenderGuard(properties.requestTimeout(), System::nanoTime);
	}

	@Bean
	WebServerFactoryCustomizer<JettyServletWebServerFactory> connectors(SlowSenderGuard slowSenderGuard,
			SseSinkProperties properties) {
		return (factory) -> factory.addServerCustomizers((server) -> {
			for (Connector connector : server.getConnectors()) {
				watch(connector, slowSenderGuard);
				buffers(connector, (int) properties.sendBuffer().toBytes());
			}
		});
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

	/** Opening a stream is counted by the hub: how long its request took says nothing. */
	@Bean
	ObservationPredicate allButEventStreams() {
		return (name, context) -> !(context instanceof ServerRequestObservationContext request
				&& isForEventStream(request.getCarrier()));
	}

	private static boolean isForEventStream(@Nullable HttpServletRequest request) {
		return request != null && request.getRequestURI().startsWith(EventStreams.PATH);
	}

	private static void watch(Connector connector, SlowSenderGuard guard) {
		connector.addBean(guard);
		for (ConnectionFactory factory : connector.getConnectionFactories()) {
			if (factory instanceof AbstractHTTP2ServerConnectionFactory http2) {
				http2.addEventListener(guard);
				http2.setRateControlFactory(guard.watch(http2.getRateControlFactory()));
				http2.getHttpConfiguration().addCustomizer(StreamTakeover.customizer());
			}
		}
	}

	private static void buffers(Connector connector, int sendBuffer) {
		if (connector instanceof ServerConnector tcp) {
			tcp.setAcceptQueueSize(ACCEPT_QUEUE);
			if (sendBuffer != 0) {
				tcp.setAcceptedSendBufferSize(sendBuffer);
			}
		}
	}

}
