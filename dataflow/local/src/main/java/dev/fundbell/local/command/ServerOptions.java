package dev.fundbell.local.command;

import java.net.URI;

import dev.fundbell.local.client.DataFlowClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Options that select the Data Flow server of a command.
 */
final class ServerOptions {

	@Mixin
	private InstallationOptions installation = new InstallationOptions();

	@Option(names = "--server", paramLabel = "<url>",
			description = "The Data Flow server (default: the one that up has started). "
					+ "For a sign-in set FUNDBELL_DATAFLOW_USERNAME and FUNDBELL_DATAFLOW_PASSWORD, or FUNDBELL_DATAFLOW_TOKEN.")
	private @Nullable URI server;

	DataFlowClient dataFlow() {
		return (this.server != null) ? DataFlowClient.signedIn(this.server, System.getenv())
				: this.installation.dataFlow();
	}

}
