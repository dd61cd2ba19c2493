package dev.fundbell.local;

import java.net.URI;

import dev.fundbell.local.dataflow.DataFlowClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Which Data Flow server a command speaks to.
 */
final class ServerOptions {

	@Mixin
	private StateOptions state = new StateOptions();

	@Option(names = "--server", paramLabel = "<url>",
			description = "Another Data Flow server than the one that up has started. "
					+ "Where it asks for a sign-in: FUNDBELL_DATAFLOW_USERNAME and FUNDBELL_DATAFLOW_PASSWORD.")
	private @Nullable URI server;

	DataFlowClient dataFlow() {
		return (this.server != null) ? DataFlowClient.signedIn(this.server, System.getenv()) : this.state.dataFlow();
	}

}
