package dev.fundbell.sse.clients;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSourceListener;
import okhttp3.sse.EventSources;

/** Client with okhttp-sse, which does not reconnect by itself. */
final class OkHttpSse extends RunningClient {

	private static final long RETRY_MILLIS = 500;

	private final OkHttpClient http = new OkHttpClient.Builder().readTimeout(Duration.ofMinutes(1)).build();

	private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();

	private final EventSource.Factory sources = EventSources.createFactory(this.http);

	private final Request subscription;

	private volatile String lastEventId;

	OkHttpSse(String url, String token) {
		this.subscription = new Request.Builder().url(url).header("Authorization", "Bearer " + token).build();
		this.executor.execute(this::connect);
	}

	private void connect() {
		Request.Builder request = this.subscription.newBuilder();
		if (this.lastEventId != null) {
			request.header("Last-Event-ID", this.lastEventId);
		}
		this.sources.newEventSource(request.build(), new EventSourceListener() {

			@Override
			public void onEvent(EventSource source, String id, String type, String data) {
				OkHttpSse.this.lastEventId = id;
				add(new Message(String.valueOf(type), String.valueOf(id), data));
			}

			@Override
			public void onClosed(EventSource source) {
				connectAgain();
			}

			@Override
			public void onFailure(EventSource source, Throwable failure, Response response) {
				connectAgain();
			}

		});
	}

	private synchronized void connectAgain() {
		if (!this.executor.isShutdown()) {
			this.executor.schedule(this::connect, RETRY_MILLIS, TimeUnit.MILLISECONDS);
		}
	}

	@Override
	public synchronized void close() {
		this.executor.shutdownNow();
		this.http.dispatcher().cancelAll();
		this.http.dispatcher().executorService().shutdown();
	}

}
