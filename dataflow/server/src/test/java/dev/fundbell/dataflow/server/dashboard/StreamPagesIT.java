package dev.fundbell.dataflow.server.dashboard;

import java.time.Duration;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.fundbell.dataflow.server.bridge.StubSink;
import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.platform.Rest;
import dev.fundbell.dataflow.server.platform.TestServer;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The dashboard in a browser, with real Skipper: a stream is deployed, scaled and
 * undeployed.
 */
class StreamPagesIT {

	private static final String STREAM = "stream-in-dashboard";

	private static final Duration PATIENCE = Duration.ofSeconds(120);

	private final TestServer server = Platform.serverWithSkipper();

	private final Rest rest = this.server.rest();

	@Test
	void aStreamIsDeployedScaledAndUndeployed() {
		this.rest.post("/apps/sink/stub?force=true&uri={}", StubSink.jar());
		this.rest.post("/streams/definitions?name={}&definition={}", STREAM, ":notifications > stub");
		try (DashboardBrowser browser = new DashboardBrowser(this.server)) {
			Page page = browser.open("streams/list/" + STREAM + "/deploy");
			page.locator("#btn-deploy-builder").click();
			awaitStatus("deployed");
			browser.open("streams/list/" + STREAM);
			page.reload();
			assertThat(page.getByText("stub").first()).isVisible();
			browser.screenshot("stream");
			assertThat(browser.open("streams/runtime").getByText(STREAM + ".stub").first()).isVisible();

			undeploy(browser);
			// This dashboard has no button for it, and an update leaves the number of
			// instances alone.
			browser.open("streams/list/" + STREAM + "/deploy");
			page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Freetext")).click();
			page.locator("textarea").last().fill("deployer.stub.count=2");
			Dashboard.click(page, "Deploy the stream");
			await().atMost(PATIENCE).until(() -> instances() == 2);
			browser.open("streams/runtime").reload();
			assertThat(page.getByText("2 instances").first()).isVisible();
			browser.screenshot("stream-scaled");
			undeploy(browser);
		}
		this.rest.delete("/streams/definitions/{}", STREAM);
	}

	private void undeploy(DashboardBrowser browser) {
		Page page = browser.open("streams/list/" + STREAM);
		page.reload();
		Dashboard.click(page, "Undeploy stream");
		Dashboard.click(page, "Undeploy the stream");
		awaitStatus("undeployed");
	}

	private int instances() {
		return this.rest.get("/runtime/streams/{}", STREAM).body().toString().split("\"instanceId\"", -1).length - 1;
	}

	private void awaitStatus(String status) {
		await().atMost(PATIENCE)
			.until(() -> this.rest.get("/streams/deployments/{}", STREAM).body().path("status").asText(),
					status::equals);
	}

}
