package dev.fundbell.dataflow.server.dashboard;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Steps that tests of several pages share. */
final class Dashboard {

	private Dashboard() {
	}

	/**
	 * Clicks the last button of that name: a dialog's is behind the page's own.
	 */
	static void click(Page page, String button) {
		page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).last().click();
	}

	/** Writes a definition into the editor. */
	static void define(Page page, String definition) {
		Locator editor = page.locator(".CodeMirror").first();
		editor.click();
		// On a busy machine it takes its first letters late.
		assertThat(page.locator(".CodeMirror-focused").first()).isVisible();
		page.keyboard().insertText(definition);
		assertThat(editor).containsText(definition);
	}

}
