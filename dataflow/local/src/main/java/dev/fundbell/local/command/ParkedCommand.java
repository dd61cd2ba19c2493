package dev.fundbell.local.command;

import java.io.PrintStream;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;

import dev.fundbell.local.client.ParkedChunks;
import dev.fundbell.local.client.ParkedChunks.ParkedChunk;
import dev.fundbell.local.system.Program;
import dev.fundbell.local.terminal.Terminal;
import dev.fundbell.local.terminal.TextTable;
import dev.fundbell.servers.LocalServerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Command that lists parked chunks: notifications that could not be published in five
 * attempts.
 */
@Command(name = "parked", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "[<command>]",
		description = { "Lists the chunks of notifications that could not be published in five attempts,",
				"each with its last error." },
		subcommands = { ParkedRetryCommand.class, HelpCommand.class })
final class ParkedCommand implements Callable<Integer> {

	private static final int MOST = 500;

	@Mixin
	private ServiceDatabaseOptions database = new ServiceDatabaseOptions();

	@Option(names = { "-n", "--limit" }, paramLabel = "<count>",
			description = "The number of chunks, 1 to 500 (default: 50).")
	private int limit = 50;

	@Option(names = "--after", paramLabel = "<id>", description = "Starts after this id (default: with the first).")
	private long after;

	@Override
	public Integer call() throws SQLException {
		if (this.limit < 1 || this.limit > MOST) {
			throw new LocalServerException("--limit is from 1 to %d, not %d".formatted(MOST, this.limit));
		}
		show(new ParkedChunks(this.database.dataSource()).page(this.after, this.limit), this.limit, Terminal.out());
		return 0;
	}

	static void show(List<ParkedChunk> chunks, int limit, PrintStream out) {
		if (chunks.isEmpty()) {
			out.println("There are no parked chunks.");
			return;
		}
		TextTable table = new TextTable().row("ID", "NOTIFICATIONS", "ATTEMPTS", "LAST ERROR");
		chunks.forEach((chunk) -> table.row(Long.toString(chunk.id()), chunk.id() + " to " + chunk.lastId(),
				Integer.toString(chunk.attempts()), chunk.lastError()));
		out.println(table.render());
		if (chunks.size() == limit) {
			out.printf("More: %s parked --after=%d%n", Program.name(), chunks.get(limit - 1).id());
		}
	}

}
