package dev.fundbell.sse.clients;

import java.nio.file.Path;
import java.util.List;

/** Client that others have written, which a test starts and reads. */
enum RealClient {

	/** npm {@code eventsource}. */
	EVENTSOURCE {
		@Override
		RunningClient start(String url, String token) {
			return node("eventsource.mjs", url, token);
		}
	},

	/** npm {@code @microsoft/fetch-event-source}. */
	FETCH_EVENT_SOURCE {
		@Override
		RunningClient start(String url, String token) {
			return node("fetch-event-source.mjs", url, token);
		}
	},

	/** npm {@code event-source-polyfill}. */
	EVENT_SOURCE_POLYFILL {
		@Override
		RunningClient start(String url, String token) {
			return node("event-source-polyfill.mjs", url, token);
		}
	},

	/** okhttp-sse, from Maven's registry. */
	OKHTTP_SSE {
		@Override
		RunningClient start(String url, String token) {
			return new OkHttpSse(url, token);
		}
	},

	/** Python with its standard library alone. */
	PYTHON {
		@Override
		RunningClient start(String url, String token) {
			return program("python3", "client.py", url, token);
		}
	},

	CURL {
		@Override
		RunningClient start(String url, String token) {
			Programs.find("curl");
			return program("bash", "curl.sh", url, token);
		}
	},

	/**
	 * The {@code EventSource} of Firefox, which sends no token: in the profile
	 * {@code local} the address names the user.
	 */
	FIREFOX {
		@Override
		RunningClient start(String url, String token) {
			return BrowserPage.open(OtherBrowser.FIREFOX, BrowserPage.EVENT_SOURCE, url);
		}
	},

	/** The {@code EventSource} of WebKit. */
	WEBKIT {
		@Override
		RunningClient start(String url, String token) {
			return BrowserPage.open(OtherBrowser.WEBKIT, BrowserPage.EVENT_SOURCE, url);
		}
	};

	static final Path PROGRAMS = NpmProject.ROOT.resolve("streams/sse-sink/src/test/clients");

	/** Subscribes, and comes back whenever the stream ends. */
	abstract RunningClient start(String url, String token);

	private static RunningClient node(String script, String url, String token) {
		return ClientProgram.start(NpmProject.realClients().path("."), List.of(Programs.node(), script, url, token));
	}

	private static RunningClient program(String interpreter, String script, String url, String token) {
		return ClientProgram.start(PROGRAMS, List.of(Programs.find(interpreter), script, url, token));
	}

}
