package dev.fundbell.dataflow.server.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * Client of Data Flow's REST API that sends plain requests, unlike Data Flow's own
 * client.
 */
public final class Rest {

	private final HttpClient http = HttpClient.newHttpClient();

	private final ObjectMapper json = new ObjectMapper();

	private final String url;

	private final String authorization;

	Rest(String url) {
		this(url, "");
	}

	private Rest(String url, String authorization) {
		this.url = url;
		this.authorization = authorization;
	}

	/** The same with a user's sign-in. */
	public Rest as(String user, String password) {
		byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
		return new Rest(this.url, "Basic " + Base64.getEncoder().encodeToString(credentials));
	}

	/** The same with an OAuth2 access token. */
	public Rest withToken(String token) {
		return new Rest(this.url, "Bearer " + token);
	}

	/**
	 * An answer.
	 *
	 * @param status the HTTP status
	 * @param body the body; a missing node where there is none
	 */
	public record Answer(int status, JsonNode body) {

		/** The sentence of an error in Data Flow's format. */
		public String error() {
			return this.body.at("/_embedded/errors/0/message").asText();
		}

	}

	public Answer get(String path, Object... values) {
		return send("GET", path, "", values);
	}

	public Answer post(String path, Object... values) {
		return send("POST", path, "", values);
	}

	public Answer put(String path, Object... values) {
		return send("PUT", path, "", values);
	}

	public Answer delete(String path, Object... values) {
		return send("DELETE", path, "", values);
	}

	/**
	 * Sends a request.
	 * @param path with a {@code {}} for each value, which is encoded
	 */
	public Answer send(String method, String path, String body, Object... values) {
		HttpResponse<String> response = exchange(method, path, body, values);
		return new Answer(response.statusCode(), parse(response));
	}

	/** Returns the body of an answer that is no JSON. */
	public String getText(String path) {
		return exchange("GET", path, "").body();
	}

	private HttpResponse<String> exchange(String method, String path, String body, Object... values) {
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.url + expand(path, values)))
			.header("Content-Type", "application/json")
			.header("Authorization", this.authorization)
			.method(method, HttpRequest.BodyPublishers.ofString(body))
			.build();
		try {
			return this.http.send(request, HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private JsonNode parse(HttpResponse<String> response) {
		boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
		try {
			return json ? this.json.readTree(response.body()) : MissingNode.getInstance();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String expand(String path, Object... values) {
		String expanded = path;
		for (Object value : values) {
			String encoded = URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
			expanded = expanded.replaceFirst("\\{}", encoded.replace("+", "%20"));
		}
		return expanded;
	}

}
