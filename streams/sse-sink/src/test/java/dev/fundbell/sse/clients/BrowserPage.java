package dev.fundbell.sse.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.springframework.util.FileSystemUtils;

import static org.awaitility.Awaitility.await;

/** Client that is a page in a browser, which posts its messages to the test. */
final class BrowserPage extends RunningClient {

	/** With the {@code EventSource} of the browser. */
	static final String EVENT_SOURCE = "eventsource.html";

	/** With {@code fundbell-client}. */
	static final String FUNDBELL_CLIENT = "fundbell-client.html";

	private final Path home = Files.createTempDirectory("browser");

	private final FrontEnd frontEnd = new FrontEnd().with("/page/", RealClient.PROGRAMS)
		.with("/client/", NpmProject.ROOT.resolve("clients/fundbell-client/src"))
		.withMessages(this::add);

	private final Process process;

	private BrowserPage(OtherBrowser browser, String page, String stream) throws IOException {
		List<String> command = new ArrayList<>(browser.command(this.home));
		command.add(this.frontEnd.url("localhost") + "page/" + page + "?"
				+ URLEncoder.encode(stream, StandardCharsets.UTF_8));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD);
		builder.environment().put("HOME", this.home.toString());
		builder.environment().put("XDG_RUNTIME_DIR", this.home.toString());
		// WebKit's sandbox cannot be set up in most containers. The page is our own.
		builder.environment().put("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
		this.process = builder.start();
	}

	/**
	 * Opens a page.
	 * @param stream the address of the event stream that it subscribes to
	 */
	static BrowserPage open(OtherBrowser browser, String page, String stream) {
		try {
			return new BrowserPage(browser, page, stream);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.process.descendants().forEach(ProcessHandle::destroyForcibly);
		this.process.destroyForcibly().onExit().join();
		this.frontEnd.close();
		// Its other processes end a moment later, and may still write.
		await().ignoreExceptions()
			.until(() -> FileSystemUtils.deleteRecursively(this.home) || !Files.exists(this.home));
	}

}
