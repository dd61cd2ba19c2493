package dev.fundbell.local.system;

/**
 * The command line that starts this program, for messages that name the next command.
 */
public final class Program {

	private Program() {
	}

	/**
	 * The launcher script where it was used, and otherwise the call of the jar.
	 */
	public static String name() {
		String script = System.getenv("FUNDBELL_COMMAND");
		return (script != null && !script.isBlank()) ? script
				: "java -jar dataflow/local/target/fundbell-local-" + Version.number() + ".jar";
	}

}
