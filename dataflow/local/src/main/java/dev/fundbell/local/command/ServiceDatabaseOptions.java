package dev.fundbell.local.command;

import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Map;

import javax.sql.DataSource;

import dev.fundbell.local.demo.ServiceDatabase;
import dev.fundbell.local.system.InstallationPaths;
import dev.fundbell.local.system.LocalSystem;
import dev.fundbell.local.system.Secrets;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Options that select the service's database of a command.
 */
final class ServiceDatabaseOptions {

	@Mixin
	private InstallationOptions installation = new InstallationOptions();

	@Option(names = "--database", paramLabel = "<url>", defaultValue = "${env:FUNDBELL_DATASOURCE_URL:-}",
			description = { "The JDBC URL of the service's database, with FUNDBELL_DATASOURCE_USERNAME and _PASSWORD",
					"in the environment (default: FUNDBELL_DATASOURCE_URL, or else the one that up has started)." })
	private String url = "";

	DataSource dataSource() throws SQLException {
		return this.url.isBlank() ? ServiceDatabase.connect(localEnvironment())
				: ServiceDatabase.connect(this.url, System.getenv());
	}

	private Map<String, String> localEnvironment() {
		InstallationPaths paths = this.installation.paths();
		return new LocalSystem(paths, this.installation.runningPorts(), Secrets.loadOrCreate(paths.passwords()),
				ZoneOffset.UTC)
			.serviceEnvironment();
	}

}
