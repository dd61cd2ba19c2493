package dev.fundbell.local.demo;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.fundbell.local.client.HttpStub;
import dev.fundbell.servers.LocalServerException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class NotificationListenerTests {

	@AutoClose
	private final HttpStub sink = new HttpStub();

	@BeforeEach
	void signIn() {
		this.sink.answer("POST /api/local/sign-in", 200, "{\"userId\":1,\"token\":\"t\"}");
	}

	@Test
	void handsOnNotificationsOnceTheSubscriptionIsConfirmed() throws Exception {
		this.sink.answer("GET /api/notification/subscribe/1", 200, """
				retry: 2000
				event: sse
				data: connect completed

				: heartbeat

				id: 5
				event: sse
				data: {"notificationId":5,"couponId":7,"message":"쿠폰"}

				""");
		CompletableFuture<JsonNode> first = new CompletableFuture<>();

		try (NotificationListener listener = new NotificationListener(this.sink.uri())) {
			listener.subscribe(1, first::complete);

			assertThat(first.get(5, TimeUnit.SECONDS).path("message").asString()).isEqualTo("쿠폰");
		}
	}

	@Test
	void saysThatTheSinkRefuses() {
		this.sink.answer("GET /api/notification/subscribe/1", 403, "");

		try (NotificationListener listener = new NotificationListener(this.sink.uri())) {
			assertThatExceptionOfType(LocalServerException.class).isThrownBy(() -> listener.subscribe(1, (json) -> {
			})).withMessage("The sse-sink answers /api/notification/subscribe/1 with 403");
		}
	}

}
