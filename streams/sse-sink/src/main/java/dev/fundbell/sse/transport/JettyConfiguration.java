package dev.fundbell.sse.transport;

import dev.fundbell.sse.SseSinkProperties;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
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

	private static void configure(Server server, SlowRequestGuard slowRequestGuard, int sendBuffer) {
		for (Connector connector : server.getConnectors()) {
			connector.addBean(slowRequestGuard);
			if (sendBuffer != 0 && connector instanceof ServerConnector tcp) {
				tcp.setAcceptedSendBufferSize(sendBuffer);
			}
		}
	}

}
