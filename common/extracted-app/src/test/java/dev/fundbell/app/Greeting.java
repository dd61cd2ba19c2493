package dev.fundbell.app;

/** App of the tests: prints a line. */
final class Greeting {

	private Greeting() {
	}

	public static void main(String[] arguments) {
		System.out.println("Hello from " + Greeting.class.getProtectionDomain().getCodeSource().getLocation());
	}

}
