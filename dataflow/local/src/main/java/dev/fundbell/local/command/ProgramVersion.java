package dev.fundbell.local.command;

import dev.fundbell.local.system.Version;
import picocli.CommandLine.IVersionProvider;

/**
 * Answer to the option {@code --version}.
 */
final class ProgramVersion implements IVersionProvider {

	@Override
	public String[] getVersion() {
		return new String[] { "fundbell " + Version.number() };
	}

}
