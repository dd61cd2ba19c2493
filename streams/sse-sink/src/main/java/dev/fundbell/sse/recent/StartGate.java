package dev.fundbell.sse.recent;

import java.util.ArrayList;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gate in front of the recent past while it is filled: actions wait for it, such as the
 * replays of clients that come early. Once open, it stays open. Thread-safe.
 */
final class StartGate {

	private static final Logger log = LoggerFactory.getLogger(StartGate.class);

	private final List<Runnable> waiting = new ArrayList<>();

	private volatile boolean open;

	/** Opens the gate, and runs what waits. One action that fails stops no other. */
	void open() {
		List<Runnable> actions;
		synchronized (this) {
			this.open = true;
			actions = List.copyOf(this.waiting);
			this.waiting.clear();
		}
		actions.forEach(StartGate::run);
	}

	private static void run(Runnable action) {
		try {
			action.run();
		}
		catch (RuntimeException ex) {
			log.error("What waited for the recent past failed; the others go on", ex);
		}
	}

	boolean isOpen() {
		return this.open;
	}

	/** Runs an action once the gate is open, at once if it is. */
	void whenOpen(Runnable action) {
		synchronized (this) {
			if (!this.open) {
				this.waiting.add(action);
				return;
			}
		}
		action.run();
	}

}
