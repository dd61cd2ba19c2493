package dev.fundbell.dataflow.server.task;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queue of launches, of which a limited number run at once. The others wait in order. A
 * launch that itself waits for others takes no place: at the limit they would wait for
 * its place, and it for them (deadlock). Thread-safe.
 */
class LaunchQueue {

	private static final Logger log = LoggerFactory.getLogger(LaunchQueue.class);

	private final int limit;

	private final Set<String> running = new LinkedHashSet<>();

	/** Those that run and take no place. */
	private final Set<String> aside = new LinkedHashSet<>();

	private final Map<String, Runnable> waiting = new LinkedHashMap<>();

	LaunchQueue(int limit) {
		this.limit = limit;
	}

	/**
	 * Starts a launch, now or when its turn comes.
	 * @param start starts it, in this thread or in the one that releases another launch;
	 * if it fails the place is free again
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
		run(launchId, start);
		return true;
	}

	/** Starts a launch at once, which takes no place. */
	void startAside(String launchId, Runnable start) {
		setAside(launchId);
		run(launchId, start);
	}

	private void run(String launchId, Runnable start) {
		try {
			start.run();
		}
		catch (RuntimeException ex) {
			release(launchId);
			throw ex;
		}
	}

	/** Takes note of a launch that runs already and takes no place. */
	synchronized void setAside(String launchId) {
		this.aside.add(launchId);
	}

	/** Counts a launch that runs already, even above the limit. */
	synchronized void occupy(String launchId) {
		this.running.add(launchId);
	}

	/** Takes note that a launch has ended, and starts the next of the queue. */
	void release(String launchId) {
		String free = launchId;
		while (free != null) {
			Map.Entry<String, Runnable> next = next(free);
			free = (next != null && !isStarted(next)) ? next.getKey() : null;
		}
	}

	private synchronized Map.@Nullable Entry<String, Runnable> next(String ended) {
		this.running.remove(ended);
		this.aside.remove(ended);
		if (this.running.size() >= this.limit || this.waiting.isEmpty()) {
			return null;
		}
		Map.Entry<String, Runnable> first = this.waiting.entrySet().iterator().next();
		Map.Entry<String, Runnable> next = Map.entry(first.getKey(), first.getValue());
		this.waiting.remove(next.getKey());
		this.running.add(next.getKey());
		return next;
	}

	private static boolean isStarted(Map.Entry<String, Runnable> launch) {
		try {
			launch.getValue().run();
			return true;
		}
		catch (RuntimeException ex) {
			log.warn("{} had its turn, and failed: {}", launch.getKey(), ex.getMessage());
			return false;
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

	synchronized boolean isRunning(String launchId) {
		return this.running.contains(launchId) || this.aside.contains(launchId);
	}

	/** Returns those that take a place. */
	synchronized List<String> running() {
		return List.copyOf(this.running);
	}

	synchronized int waiting() {
		return this.waiting.size();
	}

}
