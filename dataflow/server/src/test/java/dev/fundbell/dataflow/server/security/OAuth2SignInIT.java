package dev.fundbell.dataflow.server.security;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.fundbell.dataflow.authorization.AuthorizationServer;
import dev.fundbell.dataflow.server.platform.LeapDay;
import dev.fundbell.dataflow.server.platform.Rest;
import dev.fundbell.dataflow.server.platform.SecuredUsers;
import dev.fundbell.dataflow.server.platform.Tasks;
import dev.fundbell.dataflow.server.platform.TestServer;
import dev.fundbell.test.browser.Chromium;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Sign-in with a browser at the provider of OAuth2, as operators do it. */
class OAuth2SignInIT {

	/** A run is a process of its own. */
	private static final LocatorAssertions.HasTextOptions RUN = new LocatorAssertions.HasTextOptions()
		.setTimeout(90_000);

	private static final String TASK = "signed-in-task";

	private static final String SCHEDULE = "signed-in-schedule";

	private final AuthorizationServer issuer = OAuth2Platform.issuer();

	private final TestServer server = OAuth2Platform.server();

	private Chromium chromium;

	private Page page;

	@BeforeEach
	void start() {
		this.chromium = Chromium.start();
		BrowserContext context = this.chromium.browser().newContext();
		context.setDefaultTimeout(Chromium.PATIENCE.toMillis());
		this.page = context.newPage();
	}

	@AfterEach
	void stop() {
		if (this.chromium != null) {
			this.chromium.close();
		}
	}

	@Test
	void anOperatorSignsInAtTheProviderAndComesBackToRunASchedule() {
		addSchedule();
		this.page.navigate(this.server.url() + "/schedules/");
		signIn("operator", "dataflow.");
		assertThat(this.page).hasURL(this.server.url() + "/schedules/");
		assertThat(this.page.locator("#user")).hasText("operator");
		this.page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(SCHEDULE)).click();
		button("Run now").click();
		assertThat(this.page.locator(".runs tbody tr .badge")).hasText("succeeded", RUN);
	}

	@Test
	void anOperatorWhoSignedOutInTheDashboardIsAskedToSignInAgain() {
		this.page.navigate(this.server.url() + "/dashboard/");
		signIn("operator", "dataflow.");
		this.page.getByLabel("open user profile").click();
		this.page.getByText("Log out").click();
		assertThat(this.page.locator("a[href='/login']").first()).isVisible();
		this.page.navigate(this.server.url() + "/schedules/");
		assertThat(this.page).hasURL(this.server.url() + "/login");
	}

	@Test
	void aPersonWithoutTheRoleReadsWhichOneIsNeeded() {
		this.page.navigate(this.server.url() + "/schedules/");
		signIn("visitor", "dataflow.create");
		assertThat(this.page.getByRole(AriaRole.ALERT))
			.containsText("You are signed in as visitor, whose roles do not allow you to see this page.");
	}

	@Test
	void aPageWhoseSessionHasEndedAsksToSignIn() {
		this.page.navigate(this.server.url() + "/schedules/");
		signIn("operator", "dataflow.");
		assertThat(this.page.locator("#user")).hasText("operator");
		this.page.context().clearCookies();
		assertThat(this.page.getByRole(AriaRole.ALERT)).containsText("You are not signed in.");
		assertThat(button("Sign in")).isVisible();
		Object challenge = this.page.evaluate(
				"fetch('../tasks/schedules', { headers: { Accept: 'application/json' } }).then((answer) => answer.headers.get('WWW-Authenticate'))");
		assertThat(challenge).as("a browser would ask for a password").isNull();
	}

	/**
	 * @param scopes what the user consents to, at the first sign-in
	 */
	private void signIn(String user, String scopes) {
		this.page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("issuer")).click();
		this.page.waitForURL(this.issuer.url() + "/login");
		this.page.locator("#username").fill(user);
		this.page.locator("#password").fill(AuthorizationServer.PASSWORD);
		this.page.getByRole(AriaRole.BUTTON).click();
		this.page.waitForURL((url) -> url.contains("/oauth2/authorize") || url.startsWith(this.server.url()));
		if (this.page.url().startsWith(this.issuer.url())) {
			this.page.locator("input[value^='" + scopes + "']").all().forEach(Locator::check);
			button("Submit Consent").click();
			this.page.waitForURL((url) -> url.startsWith(this.server.url()));
		}
	}

	private void addSchedule() {
		Rest rest = this.server.rest().withToken(this.issuer.token(SecuredUsers.OPERATOR.roles()));
		new Tasks(rest).define(TASK);
		rest.post("/tasks/schedules?scheduleName={}&taskDefinitionName={}&properties={}", SCHEDULE, TASK,
				"scheduler.cron.expression=" + LeapDay.CRON);
	}

	private Locator button(String name) {
		return this.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
	}

}
