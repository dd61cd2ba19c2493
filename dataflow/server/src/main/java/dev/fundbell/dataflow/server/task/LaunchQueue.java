package dev.fundbell.dataflow.server.task;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Lets a number of launches run at once and the others wait, in order. Thread-safe.
 */
class LaunchQueue {

	private final int places;

	private final Set<String> running = new LinkedHashSet<>();

	private final Map<String, Runnable> waiting = new LinkedHashMap<>();

	LaunchQueue(int places) {
		this.places = places;
	}

	/**
	 * Starts a launch, now or when its turn comes.
	 * @param start starts it; it runs in the thread of whoever gives a place free
	 * @return whether it was started now
	 */
	boolean submit(String launchId, Runnable start) {
		synchronized (this) {
			if (this.running.size() >= this.places) {
				this.waiting.put(launchId, start);
				return false;
			}
			this.running.add(launchId);
		}
		start.run();
		return true;
	}

	/**
	 * Takes a place for what runs already, be there one or not.
	 */
	synchronized void occupy(String launchId) {
		this.running.add(launchId);
	}

	/**
	 * Gives a place free, which the next in the queue takes.
	 */
	void release(String launchId) {
		Runnable next = null;
		synchronized (this) {
			this.running.remove(launchId);
			if (this.running.size() < this.places && !this.waiting.isEmpty()) {
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
