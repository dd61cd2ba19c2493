package dev.fundbell.local;

import dev.fundbell.local.system.Version;
import picocli.CommandLine.IVersionProvider;

/**
 * The version that this program was built as.
 */
final class ProgramVersion implements IVersionProvider {

	@Override
	public String[] getVersion() {
		return new String[] { "fundbell " + Version.number() };
	}

}
