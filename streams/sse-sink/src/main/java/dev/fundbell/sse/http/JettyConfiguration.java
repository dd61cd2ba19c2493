package dev.fundbell.sse.http;

import dev.fundbell.sse.SseSinkProperties;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tunes Jetty for many connections that are silent, and some that mean harm. */
@Configuration(proxyBeanMethods = false)
class JettyConfiguration {

	@Bean
	SlowRequests slowRequests(SseSinkProperties properties) {
		return new SlowRequests(properties.requestTimeout(), System::nanoTime);
	}

	@Bean
	WebServerFactoryCustomizer<JettyServletWebServerFactory> connectors(SlowRequests slowRequests,
			SseSinkProperties properties) {
		return (factory) -> factory
			.addServerCustomizers((server) -> configure(server, slowRequests, (int) properties.sendBuffer().toBytes()));
	}

	private static void configure(Server server, SlowRequests slowRequests, int sendBuffer) {
		for (Connector connector : server.getConnectors()) {
			connector.addBean(slowRequests);
			if (sendBuffer != 0 && connector instanceof ServerConnector tcp) {
				tcp.setAcceptedSendBufferSize(sendBuffer);
			}
		}
	}

}
