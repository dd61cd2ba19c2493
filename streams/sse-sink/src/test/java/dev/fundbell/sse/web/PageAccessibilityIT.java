package dev.fundbell.sse.web;

import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The page with assistive technology and the settings of the system. */
class PageAccessibilityIT extends ChromiumTestBase {

	@Test
	void tellsAScreenReaderOfANewOnePolitely() {
		Page page = open(signedIn(USER));
		this.sink.publish(USER, "쿠폰이 내일 만료됩니다.");
		Locator status = page.locator("[role=status][aria-live=polite]");
		assertThat(status).hasText("새 알림: 쿠폰이 내일 만료됩니다.");
	}

	@Test
	void namesEveryControlInBothLanguages() {
		this.sink.publish(USER, "one");
		Page page = open(signedIn(USER));
		assertThat(page.locator("#main")).matchesAriaSnapshot("""
				- main:
				  - region "알림":
				    - heading "알림" [level=1]
				    - paragraph: 읽지 않은 알림 1개 실시간 연결됨
				    - button "모두 읽음"
				    - region "오늘":
				      - heading "오늘" [level=2]
				      - list:
				        - listitem:
				          - article /읽지 않음. 쿠폰 만료 예정 .* one/:
				            - paragraph: /읽지 않음. 쿠폰 만료 예정/
				            - paragraph: one
				            - paragraph
				            - button "읽음으로 표시"
				""");
		page.locator("#language").click();
		assertThat(page.locator("body")).matchesAriaSnapshot("""
				- banner:
				  - button "1 unread, go to the first"
				  - button "한국어"
				  - button "Switch to dark theme"
				  - button "Sign out"
				- main:
				  - region "Notifications":
				    - button "Mark all read"
				""");
	}

	@Test
	void marksTheLanguageOfThePageAndOfTheNotifications() {
		this.sink.publish(USER, "쿠폰이 내일 만료됩니다.");
		Page page = open(signedIn(USER));
		assertThat(page.locator("html")).hasAttribute("lang", "ko");
		page.locator("#language").click();
		assertThat(page.locator("html")).hasAttribute("lang", "en");
		assertThat(page.locator("article .message")).hasAttribute("lang", "ko");
		page.reload();
		assertThat(page.locator("#inbox-title")).hasText("Notifications");
	}

	@ParameterizedTest
	@EnumSource(names = { "LIGHT", "DARK" })
	void isReadableInBothThemes(ColorScheme theme) {
		this.sink.publish(USER, "unread");
		this.sink.readUnheard(this.sink.publish(USER, "read"));
		Page page = open(signedIn(USER, new Browser.NewContextOptions().setColorScheme(theme)));
		this.sink.publish(USER, "new");
		page.waitForSelector(".toast");
		assertThat(contrasts(page)).isNotEmpty()
			.allSatisfy((text, contrast) -> assertThat(contrast).as(text).isGreaterThanOrEqualTo(4.5));
	}

	@Test
	void remembersAThemeThatIsNotTheSystems() {
		Page page = open(signedIn(USER));
		String light = background(page);
		page.locator("#theme").click();
		String dark = background(page);
		assertThat(dark).isNotEqualTo(light);
		page.reload();
		assertThat(background(page)).isEqualTo(dark);
		page.locator("#theme").click();
		assertThat(background(page)).isEqualTo(light);
		assertThat(page.evaluate("localStorage.getItem('fundbell.theme')")).isNull();
	}

	@ParameterizedTest
	@EnumSource(Width.class)
	void fitsTheWidth(Width width) {
		this.sink.publish(USER, "a-word-without-any-place-to-break-it-".repeat(8));
		this.sink.publish(USER, "쿠폰이 내일 만료됩니다. ".repeat(10));
		Page page = open(signedIn(USER, new Browser.NewContextOptions().setViewportSize(width.pixels, 700)));
		this.sink.publish(USER, "a-word-without-any-place-to-break-it-".repeat(8));
		page.waitForSelector(".toast");
		assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width.pixels);
		assertThat(small(page)).isEmpty();
	}

	@Test
	void movesNothingWhenTheSystemAsksForStillness() {
		Page page = open(signedIn(USER, new Browser.NewContextOptions().setReducedMotion(ReducedMotion.REDUCE)));
		this.sink.publish(USER, "one");
		page.waitForSelector(".toast");
		assertThat(page.evaluate("document.getAnimations().length")).isEqualTo(0);
	}

	private static String background(Page page) {
		return (String) page.evaluate("getComputedStyle(document.body).backgroundColor");
	}

	/** Controls that are too small for a finger. */
	private static List<?> small(Page page) {
		return (List<?>) page.evaluate("""
				() => [...document.querySelectorAll('button')]
					.map((button) => ({ name: button.id || button.className, box: button.getBoundingClientRect() }))
					.filter(({ box }) => box.width > 0 && (box.width < 36 || box.height < 36))
					.map(({ name }) => name)""");
	}

	/**
	 * The contrast of each visible text with what is behind it, by the formula of WCAG 2.
	 */
	private static Map<String, Double> contrasts(Page page) {
		Map<?, ?> measured = (Map<?, ?>) page.evaluate("""
				() => {
					const rgb = (color) => color.match(/[\\d.]+/g).map(Number);
					const luminance = (color) => {
						const [r, g, b] = rgb(color).map((part) => part / 255)
							.map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
						return 0.2126 * r + 0.7152 * g + 0.0722 * b;
					};
					const behind = (element) => {
						const color = getComputedStyle(element).backgroundColor;
						return (rgb(color)[3] ?? 1) > 0 ? color : behind(element.parentElement);
					};
					const result = {};
					for (const element of document.querySelectorAll('header *, main *, #toasts *')) {
						const text = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
						if (text && element.checkVisibility() && !element.closest(':disabled, .visually-hidden')) {
							const one = luminance(getComputedStyle(element).color);
							const other = luminance(behind(element));
							result[`${element.className || element.id}: ${element.textContent}`]
								= (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
						}
					}
					return result;
				}""");
		return measured.entrySet()
			.stream()
			.collect(java.util.stream.Collectors.toMap((entry) -> (String) entry.getKey(),
					(entry) -> ((Number) entry.getValue()).doubleValue()));
	}

	enum Width {

		SMALL_PHONE(320), PHONE(390), TABLET(768), DESKTOP(1280);

		private final int pixels;

		Width(int pixels) {
			this.pixels = pixels;
		}

	}

}
