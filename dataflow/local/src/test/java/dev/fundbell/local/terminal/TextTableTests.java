package dev.fundbell.local.terminal;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TextTableTests {

	@Test
	void makesEachColumnAsWideAsItsWidestCell() {
		assertThat(new TextTable().row("a", "bb", "c").row("aaa", "b", "cc").render())
			.isEqualTo("  a    bb  c\n  aaa  b   cc");
	}

	@Test
	void takesRowsOfDifferentLengths() {
		assertThat(new TextTable().row("only").row("a", "b").render()).isEqualTo("  only\n  a     b");
	}

	@Test
	void isEmptyWithoutRows() {
		assertThat(new TextTable().render()).isEmpty();
	}

}
