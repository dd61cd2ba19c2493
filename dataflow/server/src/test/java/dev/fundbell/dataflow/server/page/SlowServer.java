package dev.fundbell.dataflow.server.page;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;

/**
 * Server that leaves some requests of a page without an answer, for a clock that the test
 * sets forward.
 */
final class SlowServer {

	/** Longer than a page waits for an answer. */
	private static final int TOO_LONG_MS = 21_000;

	private static final int PERIOD_MS = 5000;

	private final Page page;

	private final String requests;

	private final List<Route> unanswered = new CopyOnWriteArrayList<>();

	/**
	 * @param requests the addresses of the requests, as a pattern
	 */
	SlowServer(Page page, String requests) {
		this.page = page;
		this.requests = requests;
		page.clock().install();
		page.route(requests, this.unanswered::add);
	}

	/** Waits until the page has asked. */
	void awaitRequest() {
		this.page.waitForCondition(() -> !this.unanswered.isEmpty());
	}

	/** Lets so much time pass that the page gives up. */
	void giveUp() {
		this.page.clock().fastForward(TOO_LONG_MS);
	}

	/** Answers from now on, and lets the page ask again. */
	void answerAgain() {
		this.page.unroute(this.requests);
		this.page.clock().fastForward(PERIOD_MS);
	}

}
