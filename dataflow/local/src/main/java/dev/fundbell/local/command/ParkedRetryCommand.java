package dev.fundbell.local.command;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;

import dev.fundbell.local.client.ParkedChunks;
import dev.fundbell.local.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * Command that gives parked chunks new attempts.
 */
@Command(name = "retry", mixinStandardHelpOptions = true,
		description = { "Gives parked chunks new attempts: the next run of any task, or a relay of the outbox,",
				"publishes them. Exits with 1 if a given chunk is not parked." })
final class ParkedRetryCommand implements Callable<Integer> {

	@Mixin
	private ServiceDatabaseOptions database = new ServiceDatabaseOptions();

	@Parameters(paramLabel = "<id>", arity = "0..*",
			description = "The ids of the chunks, as parked lists them (default: all).")
	private List<Long> ids = List.of();

	@Override
	public Integer call() throws SQLException {
		ParkedChunks chunks = new ParkedChunks(this.database.dataSource());
		if (this.ids.isEmpty()) {
			Terminal.out().printf("Tried again: %d%n", chunks.retryAll());
			return 0;
		}
		List<Long> named = this.ids.stream().distinct().toList();
		long retried = named.stream().filter(chunks::retry).count();
		Terminal.out().printf("Tried again: %d%n", retried);
		if (retried < named.size()) {
			Terminal.out().printf("Not parked: %d%n", named.size() - retried);
		}
		return (retried < named.size()) ? 1 : 0;
	}

}
