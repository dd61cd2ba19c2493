package dev.fundbell.sse.hub;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Users whose number of unread notifications may have changed, each once however many
 * events came (coalescing). Only those with a client that asked for the number.
 * Thread-safe.
 */
public final class ChangedUsers {

	private final Set<Long> users = ConcurrentHashMap.newKeySet();

	/**
	 * Adds a user.
	 * @param userId the user's id
	 */
	public void add(long userId) {
		this.users.add(userId);
	}

	/**
	 * Takes all users out. A change from now on adds them again.
	 * @return their ids
	 */
	public List<Long> takeAll() {
		List<Long> taken = new ArrayList<>();
		for (Iterator<Long> all = this.users.iterator(); all.hasNext();) {
			taken.add(all.next());
			all.remove();
		}
		return taken;
	}

}
