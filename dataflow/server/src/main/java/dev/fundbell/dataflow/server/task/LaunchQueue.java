package dev.fundbell.dataflow.server.task;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Queue of launches, of which a limited number run at once. The others wait in order.
 * Thread-safe.
 */
class LaunchQueue {

	private final int limit;

	private final Set<String> running = new LinkedHashSet<>();

	private final Map<String, Runnable> waiting = new LinkedHashMap<>();

	LaunchQueue(int limit) {
		this.limit = limit;
	}

	/**
	 * Starts a launch, now or when its turn comes.
	 * @param start starts it, in this thread or in the one that releases another launch
	 * @return whether it was started now
	 */
	boolean submit(String launchId, Runnable start) {
		synchronized (this) {
			if (this.running.size() >= this.limit) {
				this.waiting.put(launchId, start);
				return false;
			}
			this.running.add(launchId);
		}
		start.run();
		return true;
	}

	/** Counts a launch that runs already, even above the limit. */
	synchronized void occupy(String launchId) {
		this.running.add(launchId);
	}

	/** Takes note that a launch has ended, and starts the next of the queue. */
	void release(String launchId) {
		Runnable next = null;
		synchronized (this) {
			this.running.remove(launchId);
			if (this.running.size() < this.limit && !this.waiting.isEmpty()) {
				String nextId = this.waiting.keySet().iterator().next();
				next = this.waiting.remove(nextId);
				this.running.add(nextId);
			}
		}
		if (next != null) {
			next.run();
		}
	}

	/**
	 * Takes a launch out of the queue.
	 * @return false if it does not wait there
	 */
	synchronized boolean withdraw(String launchId) {
		return this.waiting.remove(launchId) != null;
	}

	synchronized boolean isWaiting(String launchId) {
		return this.waiting.containsKey(launchId);
	}

	synchronized int running() {
		return this.running.size();
	}

	synchronized int waiting() {
		return this.waiting.size();
	}

}
