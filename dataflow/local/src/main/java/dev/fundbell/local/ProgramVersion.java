package dev.fundbell.local;

import picocli.CommandLine.IVersionProvider;

/**
 * The version that this program was built as.
 */
final class ProgramVersion implements IVersionProvider {

	@Override
	public String[] getVersion() {
		String version = Fundbell.class.getPackage().getImplementationVersion();
		return new String[] { "fundbell " + ((version != null) ? version : "from the source tree") };
	}

}
