package dev.fundbell.dataflow.server.platform;

/**
 * The smallest app that Data Flow runs as a task: it ends at once, and knows nothing of
 * the database. Tests pack it into a jar.
 */
public final class StubTask {

	/** The line that it prints. */
	public static final String OUTPUT = "the stub has ended";

	private StubTask() {
	}

	public static void main(String[] args) {
		System.out.println(OUTPUT);
	}

}
