package dev.fundbell.local.command;

import dev.fundbell.local.system.LocalPorts;
import picocli.CommandLine.Option;

/**
 * Options for the ports of the parts, all on 127.0.0.1.
 */
final class PortOptions {

	@Option(names = "--dataflow-port", paramLabel = "<port>", defaultValue = "${env:FUNDBELL_DATAFLOW_PORT:-9393}",
			description = "The Data Flow server and its dashboard (default: 9393).")
	private int dataFlow;

	@Option(names = "--sink-port", paramLabel = "<port>", defaultValue = "${env:FUNDBELL_SINK_PORT:-8081}",
			description = "The sse-sink and the demo page (default: 8081).")
	private int sink;

	@Option(names = "--skipper-port", paramLabel = "<port>", defaultValue = "${env:FUNDBELL_SKIPPER_PORT:-7577}",
			description = "Skipper (default: 7577).")
	private int skipper;

	@Option(names = "--mariadb-port", paramLabel = "<port>", defaultValue = "${env:FUNDBELL_MARIADB_PORT:-13306}",
			description = "MariaDB (default: 13306).")
	private int mariaDb;

	@Option(names = "--kafka-port", paramLabel = "<port>", defaultValue = "${env:FUNDBELL_KAFKA_PORT:-19092}",
			description = "Kafka (default: 19092).")
	private int kafka;

	@Option(names = "--sms-port", paramLabel = "<port>", defaultValue = "${env:FUNDBELL_SMS_PORT:-8082}",
			description = "The sms-sink (default: 8082).")
	private int sms;

	LocalPorts ports() {
		return new LocalPorts(this.dataFlow, this.sink, this.skipper, this.mariaDb, this.kafka, this.sms);
	}

}
