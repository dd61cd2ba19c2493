package dev.fundbell.test;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * Clients of a test class, which describe themselves where a test fails: what each got,
 * and whether the server ended its stream. Without that a client to which nothing was
 * sent looks like one that was disconnected.
 */
public final class SseTestClients implements BeforeEachCallback, TestExecutionExceptionHandler {

	private final List<SseTestClient> clients = new CopyOnWriteArrayList<>();

	/**
	 * Adds a client of the test that runs.
	 * @param client the client, open or closed
	 * @return the client
	 */
	public SseTestClient add(SseTestClient client) {
		this.clients.add(client);
		return client;
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		this.clients.clear();
	}

	@Override
	public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
		if (this.clients.isEmpty() || failure instanceof TestAbortedException) {
			throw failure;
		}
		throw new AssertionError(this.clients.stream()
			.map(SseTestClient::toString)
			.collect(Collectors.joining("\n", failure.getMessage() + "\nIts clients:\n", "")), failure);
	}

}
