package dev.fundbell.sse.entity;

import org.jspecify.annotations.Nullable;

/** Check that an entity has the id that the database gives. */
final class Ids {

	private Ids() {
	}

	static long stored(@Nullable Long id) {
		if (id == null) {
			throw new IllegalStateException("It has no id before it is stored");
		}
		return id;
	}

}
