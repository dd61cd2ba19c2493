package dev.fundbell.local.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

import dev.fundbell.local.client.HttpStub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link TraceCommand}. */
class TraceCommandTests {

	private final StringWriter out = new StringWriter();

	private final StringWriter err = new StringWriter();

	private HttpStub server;

	@BeforeEach
	void startServer() throws IOException {
		this.server = new HttpStub();
	}

	@AfterEach
	void stopServer() {
		this.server.close();
	}

	@Test
	void showsTheStepsOfANotification() {
		this.server.answer("GET /traces/notifications/10", 200, """
				{"id":10,"userId":1,"type":"COUPON_DEADLINE","subjectId":3,"dueDate":"1970-01-02","message":null,
				 "summary":"Published and not read; no SMS on record.","execution":45,"steps":[
				 {"part":"created","outcome":"done","at":"1970-01-01T12:00:00Z","text":"Created by run 3."},
				 {"part":"read","outcome":"none","at":null,"text":"Not read."}]}""");

		assertThat(run("10")).isZero();

		assertThat(this.out.toString().lines().map((line) -> line.strip().replaceAll(" {2,}", " | "))).containsExactly(
				"Notification 10 of user 1: COUPON_DEADLINE about 3, due 1970-01-02",
				"Published and not read; no SMS on record.", "",
				"created | done | 1970-01-01T12:00:00Z | Created by run 3.", "read | none | - | Not read.");
	}

	@Test
	void listsTheNotificationsOfAUser() {
		this.server.answer("GET /traces/users/7?limit=3", 200, """
				{"id":7,"locale":"ko","phone":true,"smsOptOut":false,"notifications":[
				 {"id":10,"type":"COUPON_DEADLINE","subjectId":3,"dueDate":"1970-01-02","state":"WITHDRAWN",
				  "createdAt":"1970-01-01T12:00:00Z","readAt":null,"reason":"COUPON_USED","sms":null}]}""");
		this.server.answer("GET /traces/users/8?limit=20", 200,
				"{\"id\":8,\"locale\":\"en\",\"phone\":false,\"smsOptOut\":true,\"notifications\":[]}");

		assertThat(run("--user=7", "-n3")).isZero();
		assertThat(run("--user=8")).isZero();

		assertThat(this.out.toString()).contains("User 7: language ko, with a phone number, takes SMS",
				"User 8: language en, without a phone number, wants no SMS", "There is no notification for this user.");
		assertThat(this.out.toString().replaceAll(" {2,}", " | "))
			.contains("10 | COUPON_DEADLINE | 3 | 1970-01-02 | 1970-01-01T12:00:00Z | WITHDRAWN | - | - | COUPON_USED");
	}

	@Test
	void saysWhatTheServerRefuses() {
		this.server.answer("GET /traces/notifications/99", 501,
				"{\"_embedded\":{\"errors\":[{\"message\":\"This server does not see the service's database.\"}]}}");

		assertThat(run("99")).isEqualTo(1);

		assertThat(this.err.toString().strip()).isEqualTo("fundbell: This server does not see the service's database.");
	}

	@Test
	void takesANotificationOrAUserAndNotBoth() {
		assertThat(run()).isEqualTo(2);
		assertThat(run("10", "--user=7")).isEqualTo(2);
		assertThat(run("ten")).isEqualTo(2);
		assertThat(this.server.requests()).isEmpty();
	}

	private int run(String... arguments) {
		List<String> all = new ArrayList<>(List.of("trace"));
		all.addAll(List.of(arguments));
		all.add("--server=" + this.server.uri());
		return Fundbell.commandLine()
			.setOut(new PrintWriter(this.out, true))
			.setErr(new PrintWriter(this.err, true))
			.execute(all.toArray(String[]::new));
	}

}
