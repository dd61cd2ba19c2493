package dev.fundbell.dataflow.server.security;

import java.net.InetAddress;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.server.ConfigurableServletWebServerFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Guard of the listen address. Without sign-in the server refuses to listen on anything
 * but loopback, because a client that reaches it can run programs on its machine.
 */
@Component
class ListenAddress implements WebServerFactoryCustomizer<ConfigurableServletWebServerFactory> {

	private final ServerProperties server;

	private final Environment environment;

	ListenAddress(ServerProperties server, Environment environment) {
		this.server = server;
		this.environment = environment;
	}

	@Override
	public void customize(ConfigurableServletWebServerFactory factory) {
		check(this.server.getAddress(), SignIn.of(this.environment));
	}

	static void check(@Nullable InetAddress address, SignIn signIn) {
		boolean loopback = address != null && address.isLoopbackAddress();
		if (signIn == SignIn.NONE && !loopback) {
			throw new OpenServerException((address != null) ? address.getHostAddress() : "all addresses");
		}
	}

	/** Refusal to start a server that listens beyond loopback without sign-in. */
	static final class OpenServerException extends RuntimeException {

		OpenServerException(String address) {
			super("The server would listen on " + address + " and ask nobody to sign in");
		}

	}

	/** Shows that refusal as two sentences instead of a stack trace. */
	static final class OpenServerAnalyzer extends AbstractFailureAnalyzer<OpenServerException> {

		@Override
		protected FailureAnalysis analyze(Throwable rootFailure, OpenServerException cause) {
			return new FailureAnalysis(cause.getMessage() + ".",
					"Set server.address to 127.0.0.1, or configure users (fundbell.security.users.<name>.password and .roles) or OAuth2.",
					cause);
		}

	}

}
