package dev.fundbell.local.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/**
 * Requests of commands to the servers. No request is sent twice by itself. The client has
 * no thread of its own: that of {@code java.net.http} is in a system call, for which the
 * end of each command would wait 0.3 s. Thread-safe.
 */
final class HttpRequests {

	private static final int CONNECT_TIMEOUT_SECONDS = 5;

	private static final int ANSWER_TIMEOUT_SECONDS = 120;

	private final HttpClient http = HttpClients.custom()
		.useSystemProperties()
		.setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
			.useSystemProperties()
			.setDefaultConnectionConfig(
					ConnectionConfig.custom().setConnectTimeout(CONNECT_TIMEOUT_SECONDS, TimeUnit.SECONDS).build())
			.build())
		.setDefaultRequestConfig(RequestConfig.custom()
			.setResponseTimeout(ANSWER_TIMEOUT_SECONDS, TimeUnit.SECONDS)
			.setProtocolUpgradeEnabled(false)
			.build())
		.disableAutomaticRetries()
		.disableRedirectHandling()
		.disableCookieManagement()
		.disableAuthCaching()
		.build();

	/**
	 * Sends a request and waits for the answer, whatever its status.
	 * @throws java.net.ConnectException if nobody listens there
	 * @throws IOException if the answer does not come within two minutes, or the
	 * connection breaks
	 */
	Answer send(ClassicHttpRequest request) throws IOException {
		return this.http.execute(request, (response) -> {
			HttpEntity entity = response.getEntity();
			String body = (entity != null) ? EntityUtils.toString(entity, StandardCharsets.UTF_8) : "";
			return new Answer(response.getCode(), body);
		});
	}

	/**
	 * Answer of a server.
	 *
	 * @param status the HTTP status
	 * @param body empty where there is none
	 */
	record Answer(int status, String body) {

	}

}
