package dev.fundbell.local.command;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

import dev.fundbell.local.client.HttpStub;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class SmsCommandTests {

	@AutoClose
	private final HttpStub sink = new HttpStub();

	private final StringWriter err = new StringWriter();

	@Test
	void listsFailedMessagesWithTheirReasonsAndHowToGoOn() {
		String page = """
				{"items": [
				  {"id": 7, "notificationId": 70, "userId": 700, "state": "FAILED", "reason": "HTTP_400", "provider": "main",
				   "at": "2026-11-23T03:00:00Z"},
				  {"id": 9, "notificationId": 90, "userId": 900, "state": "UNKNOWN", "reason": "SINK_DIED", "provider": null,
				   "at": "2026-11-23T03:00:01Z"}],
				 "next": 9}
				""";
		assertThat(shown(page)).contains("7   FAILED   HTTP_400   70            700   main     2026-11-23T03:00:00Z",
				"9   UNKNOWN  SINK_DIED  90            900   -        2026-11-23T03:00:01Z", "sms failed --after=9");
		assertThat(shown("{\"items\": [], \"next\": null}")).contains("There are no failed messages.");
	}

	@Test
	void asksForThePageThatIsWanted() {
		this.sink.answer("GET /actuator/sms?after=9&limit=2", 200, "{\"items\": []}");
		assertThat(run("sms", "failed", "--after=9", "-n2")).isZero();
		assertThat(run("sms", "failed", "-n501")).isEqualTo(1);
		assertThat(this.err.toString()).contains("--limit is from 1 to 500, not 501");
	}

	@Test
	void listsMessagesByState() {
		this.sink.answer("GET /actuator/sms?state=HELD&after=9&limit=2", 200,
				"{\"items\": [{\"id\": 11, \"state\": \"HELD\", \"attempts\": 3, \"dueAt\": \"2026-11-24T08:00:00Z\"}]}");
		assertThat(run("sms", "list", "--state=held", "--after=9", "-n2")).isZero();
		assertThat(run("sms", "list")).as("no state").isEqualTo(2);
		assertThat(run("sms", "list", "--state=a&b")).isEqualTo(1);
		this.sink.answer("GET /actuator/sms?state=ODD&after=0&limit=50", 400, "{}");
		assertThat(run("sms", "list", "--state=odd")).isEqualTo(1);
		assertThat(this.err.toString()).contains("there is no such state");
	}

	@Test
	void showsGatewaysAndResumesOne() {
		String gateways = "{\"gateways\": [{\"name\": \"main\", \"use\": \"STOPPED\", \"reason\": \"HTTP_401\"}]}";
		this.sink.answer("GET /actuator/sms/gateways", 200, gateways);
		assertThat(run("sms", "gateways")).isZero();
		this.sink.answer("POST /actuator/sms/gateways", 200, gateways);
		assertThat(run("sms", "resume", "main")).isZero();
		assertThat(this.sink.requests()).anyMatch((request) -> request.contains("{\"name\":\"main\"}"));
		assertThat(run("sms", "resume")).isEqualTo(2);
	}

	@Test
	void takesTheFormerNameOfTheListAndNamesTheNewOne() {
		this.sink.answer("GET /actuator/sms?after=0&limit=50", 200, "{\"items\": []}");
		assertThat(run("sms", "dead-letters")).isZero();
		assertThat(this.err.toString()).contains("sms dead-letters is deprecated: use sms failed");
	}

	@Test
	void redrivesWhatIsNamed() {
		this.sink.answer("POST /actuator/sms", 200, "{\"redriven\": 2}");
		assertThat(run("sms", "redrive", "7", "9", "7")).isZero();
		assertThat(run("sms", "redrive", "7", "9", "11")).as("exit code when one is none").isEqualTo(1);
		assertThat(run("sms", "retry", "--all")).as("by its other name").isZero();
		assertThat(this.sink.requests()).hasSize(3)
			.anyMatch((request) -> request.contains("\"ids\":\"7,9\"") && request.contains("\"evenUnknown\":\"false\""))
			.anyMatch((request) -> request.contains("{\"all\":\"true\"}"));
	}

	@Test
	void wantsToKnowWhatToRedrive() {
		assertThat(run("sms", "redrive")).isEqualTo(2);
		assertThat(this.err.toString()).contains("Name ids, or say --all");
		assertThat(run("sms", "redrive", "--all", "7")).isEqualTo(2);
		assertThat(run("sms", "redrive", "seven")).isEqualTo(2);
		assertThat(run("sms", "redrive", "--all", "--even-unknown")).isEqualTo(2);
		assertThat(this.sink.requests()).isEmpty();
	}

	@Test
	void saysWhatIsWrongWithASinkThatDoesNotAnswer() {
		this.sink.answer("GET /actuator/sms?after=0&limit=50", 404, "{}");
		assertThat(run("sms", "failed")).isEqualTo(1);
		assertThat(this.err.toString()).contains("does not expose its endpoint sms");
		this.sink.close();
		assertThat(run("sms", "failed")).isEqualTo(1);
		assertThat(this.err.toString()).contains("The sms-sink does not answer at " + this.sink.uri());
	}

	private int run(String... arguments) {
		String[] all = new String[arguments.length + 1];
		System.arraycopy(arguments, 0, all, 0, 2);
		all[2] = "--sink=" + this.sink.uri();
		System.arraycopy(arguments, 2, all, 3, arguments.length - 2);
		return Fundbell.commandLine().setErr(new PrintWriter(this.err)).execute(all);
	}

	private static String shown(String page) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		SmsTable.show(new JsonMapper().readTree(page), "sms failed", "There are no failed messages.",
				new PrintStream(out, true, StandardCharsets.UTF_8));
		return out.toString(StandardCharsets.UTF_8);
	}

}
