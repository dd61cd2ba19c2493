package dev.fundbell.benchmarks.faults;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Order of the cells of the matrix: random, in rounds. A round hits each part once, with
 * as many faults as there are parts, so that a short run tries each part and each fault.
 */
final class CellOrder {

	private CellOrder() {
	}

	/**
	 * Returns each combination once.
	 * @param parts the parts
	 * @param faults the faults
	 * @param random decides about the order
	 */
	static List<Cell> of(Collection<Part> parts, Collection<Fault> faults, Random random) {
		List<Part> someParts = shuffled(parts, random);
		List<Fault> someFaults = shuffled(faults, random);
		List<Cell> cells = new ArrayList<>();
		for (int round = 0; round < someFaults.size(); round++) {
			List<Cell> ofRound = new ArrayList<>();
			for (int part = 0; part < someParts.size(); part++) {
				ofRound.add(new Cell(someFaults.get((round + part) % someFaults.size()), someParts.get(part)));
			}
			cells.addAll(shuffled(ofRound, random));
		}
		return cells;
	}

	private static <T> List<T> shuffled(Collection<T> all, Random random) {
		List<T> copy = new ArrayList<>(all);
		Collections.shuffle(copy, random);
		return copy;
	}

}
