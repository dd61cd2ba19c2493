package dev.fundbell.notification;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Memo of a function's latest result. The rows of a run mostly share their date, and what
 * is computed from it anew for each row costs more than the row's text. Thread-safe.
 *
 * @param <K> what the result depends on
 * @param <V> the result
 */
public final class Latest<K, V> {

	private final Function<K, V> function;

	private volatile @Nullable Result<K, V> latest;

	/**
	 * A memo.
	 * @param function gives the same result for the same key
	 */
	public Latest(Function<K, V> function) {
		this.function = function;
	}

	/**
	 * The function's result.
	 * @param key what it depends on
	 * @return the latest result, computed if it is of another key
	 */
	public V of(K key) {
		Result<K, V> result = this.latest;
		if (result == null || !result.key.equals(key)) {
			result = new Result<>(key, this.function.apply(key));
			this.latest = result;
		}
		return result.value;
	}

	private record Result<K, V>(K key, V value) {

	}

}
