package dev.fundbell.sse.web;

import java.time.Duration;
import java.util.regex.Pattern;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The page of a signed-in user. */
class PageIT extends ChromiumTestBase {

	@Test
	void showsWhatIsPublishedAsToastInTheListAndInTheTitle() {
		Page page = open(signedIn(USER));
		assertThat(page).hasTitle("알림 · Fundbell");
		this.sink.publish(USER, "쿠폰이 내일 만료됩니다.");
		assertThat(page.locator(".toast")).containsText("쿠폰이 내일 만료됩니다.");
		assertThat(page.locator("article.unread .message")).hasText("쿠폰이 내일 만료됩니다.");
		assertThat(page.locator("#badge")).hasText("1");
		assertThat(page).hasTitle("(1) 알림 · Fundbell");
	}

	@Test
	void showsTheServersTextAsText() {
		String hostile = "<img src=x onerror=alert(1)><b>bold</b>";
		Page page = open(signedIn(USER));
		this.sink.publish(USER, hostile);
		assertThat(page.locator("article .message")).hasText(hostile);
		assertThat(page.locator(".toast .message")).hasText(hostile);
		assertThat(page.locator("main img, main b")).hasCount(0);
	}

	@Test
	void clearsInOneTabWhatIsReadInAnother() {
		this.sink.publish(USER, "one");
		this.sink.publish(USER, "two");
		BrowserContext browser = signedIn(USER);
		Page first = open(browser);
		Page second = open(browser);
		assertThat(second.locator("article.unread")).hasCount(2);
		first.locator("article").first().locator("button").click();
		assertThat(second.locator("article.unread")).hasCount(1);
		assertThat(second.locator("#badge")).hasText("1");
		first.locator("#mark-all").click();
		assertThat(second.locator("article.unread")).hasCount(0);
		assertThat(second).hasTitle("알림 · Fundbell");
	}

	@Test
	void showsTheNumberOfUnreadOnesInOneLineBesideTheBell() {
		for (int i = 0; i < 100; i++) {
			this.sink.publish(USER, "number " + i);
		}
		Page page = open(signedIn(USER));
		assertThat(page.locator("#badge")).hasText("99+");
		BoundingBox badge = page.locator("#badge").boundingBox();
		BoundingBox language = page.locator("#language").boundingBox();
		assertThat(badge.height).isLessThan(24);
		assertThat(badge.x + badge.width).as("the text behind it").isLessThan(language.x + 10);
	}

	@Test
	void takesTheToastAwayOfWhatIsReadInAnotherTab() {
		BrowserContext browser = signedIn(USER);
		Page first = open(browser);
		Page second = open(browser);
		this.sink.publish(USER, "one");
		// It does not go by itself while it is pointed at.
		second.locator(".toast").hover();
		first.locator("article button").click();
		assertThat(second.locator(".toast")).hasCount(0);
	}

	@Test
	void showsANewOneInEveryTabOfItsUserAndInNoOther() {
		BrowserContext browser = signedIn(USER);
		Page first = open(browser);
		Page second = open(browser);
		Page other = open(signedIn(ENGLISH_USER));
		this.sink.publish(USER, "for the first user");
		this.sink.publish(ENGLISH_USER, "for the second user");
		assertThat(first.locator("article .message")).hasText("for the first user");
		assertThat(second.locator("article .message")).hasText("for the first user");
		assertThat(other.locator("article .message")).hasText("for the second user");
	}

	@Test
	void showsOnceWhatCameWhileItWasOffline() {
		BrowserContext browser = signedIn(USER);
		Page page = open(browser);
		this.sink.publish(USER, "before");
		assertThat(page.locator("article")).hasCount(1);
		browser.setOffline(true);
		this.sink.dropStreams();
		assertThat(page.locator("#connection")).hasAttribute("data-state", "waiting");
		assertThat(page.locator("#notice-text")).containsText("인터넷에 연결되어 있지 않아요");
		this.sink.publish(USER, "meanwhile");
		browser.setOffline(false);
		assertThat(page.locator("#connection")).hasAttribute("data-state", "live");
		assertThat(page.locator("article .message")).hasText(new String[] { "meanwhile", "before" });
		assertThat(page.locator(".toast", new Page.LocatorOptions().setHasText("meanwhile"))).hasCount(1);
		assertThat(page.locator("#notice")).isHidden();
	}

	@Test
	void offersToConnectNowWhileItWaits() {
		Page page = open(signedIn(USER));
		page.clock().install();
		this.sink.refuseForSeconds("/api/notification", 60);
		this.sink.dropStreams();
		passBlip(page);
		assertThat(page.locator("#notice-text")).containsText(Pattern.compile("\\d+초 후 다시 연결합니다"));
		assertThat(page.locator("#retry")).isVisible();
		this.sink.refuseNothing();
		page.locator("#retry").click();
		assertThat(page.locator("#connection")).hasText("실시간 연결됨");
		assertThat(page.locator("#notice")).isHidden();
	}

	@Test
	void loadsOlderPages() {
		for (int i = 0; i < 45; i++) {
			this.sink.past(USER, "COUPON_DEADLINE", "number " + i, Duration.ofMinutes(100 - i), null);
		}
		Page page = open(signedIn(USER));
		assertThat(page.locator("article")).hasCount(20);
		page.locator("#more").click();
		assertThat(page.locator("article")).hasCount(40);
		page.locator("#more").click();
		assertThat(page.locator("article")).hasCount(45);
		assertThat(page.locator("#more")).isHidden();
		assertThat(page.locator("article .message").last()).hasText("number 0");
	}

	@Test
	void sumsUpABurst() {
		Page page = open(signedIn(USER));
		for (int i = 0; i < 30; i++) {
			this.sink.publish(USER, "number " + i);
		}
		assertThat(page.locator("article")).hasCount(30);
		assertThat(page.locator("#badge")).hasText("30");
		assertThat(page.locator(".toast").last()).containsText("새 알림");
		assertThat(page.locator(".toast").count()).isLessThanOrEqualTo(3);
	}

	@Test
	void saysWhenAReadCouldNotBeTold() {
		StubNotification notification = this.sink.publish(USER, "one");
		Page page = open(signedIn(USER));
		this.sink.refuse("/api/notifications/" + notification.id(), 500);
		page.locator("article button").click();
		assertThat(page.locator(".toast")).containsText("읽음으로 표시하지 못했어요");
		assertThat(page.locator("article.unread")).hasCount(1);
	}

	@Test
	void saysThatThereIsNothing() {
		Page page = open(signedIn(USER));
		assertThat(page.locator("#blank")).containsText("아직 알림이 없어요");
		this.sink.publish(USER, "one");
		assertThat(page.locator("#blank")).isEmpty();
	}

	@Test
	void saysThatTheInboxCouldNotBeLoadedAndLoadsItLater() {
		this.sink.publish(USER, "one");
		this.sink.refuseForSeconds("/api/notifications", 60);
		Page page = signedIn(USER).newPage();
		page.clock().install();
		page.navigate(this.sink.url());
		assertThat(page.locator("#blank")).containsText("알림을 불러오지 못했어요");
		passBlip(page);
		assertThat(page.locator("#retry")).isVisible();
		this.sink.refuseNothing();
		page.locator("#retry").click();
		assertThat(page.locator("article")).hasCount(1);
	}

}
