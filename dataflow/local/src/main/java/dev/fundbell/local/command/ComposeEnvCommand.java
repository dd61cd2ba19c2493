package dev.fundbell.local.command;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import dev.fundbell.local.system.ComposeEnvironment;
import dev.fundbell.local.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Command that writes the secrets of {@code docker-compose.yml}.
 */
@Command(name = "compose-env", mixinStandardHelpOptions = true,
		description = "Writes .env for docker-compose.yml: random passwords and users. An existing file stays.")
final class ComposeEnvCommand implements Callable<Integer> {

	@Mixin
	private InstallationOptions installation = new InstallationOptions();

	@Override
	public Integer call() {
		Path file = this.installation.paths().home().resolve(".env");
		ComposeEnvironment.create(file);
		PrintStream out = Terminal.out();
		out.printf("Written: %s, which only you can read%n", file);
		out.println("Next:    docker compose up");
		out.println("Sign in: user operator, password OPERATOR_PASSWORD in that file");
		return 0;
	}

}
