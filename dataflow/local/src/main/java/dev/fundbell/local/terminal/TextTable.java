package dev.fundbell.local.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Text table whose columns are as wide as their widest cell.
 */
public final class TextTable {

	private static final String GAP = "  ";

	private final List<List<String>> rows = new ArrayList<>();

	public TextTable row(String... cells) {
		this.rows.add(List.of(cells));
		return this;
	}

	public String render() {
		int columns = this.rows.stream().mapToInt(List::size).max().orElse(0);
		List<Integer> widths = IntStream.range(0, columns).mapToObj(this::width).toList();
		return this.rows.stream().map((row) -> line(row, widths)).collect(Collectors.joining("\n"));
	}

	private int width(int column) {
		return this.rows.stream()
			.filter((row) -> row.size() > column)
			.mapToInt((row) -> row.get(column).length())
			.max()
			.orElse(0);
	}

	private static String line(List<String> row, List<Integer> widths) {
		return IntStream.range(0, row.size())
			.mapToObj((column) -> row.get(column) + " ".repeat(widths.get(column) - row.get(column).length()))
			.collect(Collectors.joining(GAP, GAP, ""))
			.stripTrailing();
	}

}
