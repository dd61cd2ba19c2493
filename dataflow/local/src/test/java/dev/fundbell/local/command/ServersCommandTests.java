package dev.fundbell.local.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

import dev.fundbell.local.client.HttpStub;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link ServersCommand}. */
class ServersCommandTests {

	private static final String DRAIN = "POST /servers/1f3a77c2/drain";

	private final StringWriter out = new StringWriter();

	private final StringWriter err = new StringWriter();

	@AutoClose
	private final HttpStub server = new HttpStub();

	@Test
	void listsServersWithHeartbeatAndExecutions() {
		this.server.answer("GET /servers", 200, servers("alive", 2));

		assertThat(run()).isZero();

		assertThat(this.out.toString().lines().map((line) -> line.strip().replaceAll(" {2,}", " | "))).containsExactly(
				"SERVER | HOST | STATE | HEARTBEAT | EXECUTIONS | OF SCHEDULES",
				"1f3a77c2 | one | alive | 2026-11-23T00:00:00Z | 2 | 1 | answers here",
				"0badcafe | two | ended | 2026-11-22T00:00:00Z | 0 | 0");
	}

	@Test
	void drainsAServerAndSaysWhenItIsEmpty() {
		this.server.answer(DRAIN, 200, "");
		this.server.answer("GET /servers", 200, servers("draining", 2))
			.thenAnswer("GET /servers", 200, servers("draining", 1))
			.thenAnswer("GET /servers", 200, servers("drained", 0));

		assertThat(run("drain", "1f3a77c2")).isZero();

		assertThat(this.out.toString().lines()).containsExactly("1f3a77c2 takes no new launches",
				"  2 executions have not ended", "  1 executions have not ended",
				"1f3a77c2 is empty and may be stopped");
	}

	@Test
	void drainsWithoutWaitingAndTakesItBack() {
		this.server.answer(DRAIN, 200, "");
		this.server.answer("POST /servers/1f3a77c2/resume", 200, "");

		assertThat(run("drain", "1f3a77c2", "--no-wait")).isZero();
		assertThat(run("resume", "1f3a77c2")).isZero();

		assertThat(this.server.requests()).containsExactly(DRAIN, "POST /servers/1f3a77c2/resume");
	}

	@Test
	void saysWhatTheServerRefuses() {
		this.server.answer(DRAIN, 404,
				"{\"_embedded\":{\"errors\":[{\"message\":\"There is no server '1f3a77c2' that is alive.\"}]}}");

		assertThat(run("drain", "1f3a77c2")).isEqualTo(1);

		assertThat(this.err.toString().strip()).isEqualTo("fundbell: There is no server '1f3a77c2' that is alive.");
	}

	private static String servers(String state, int executions) {
		return """
				[{"id":"1f3a77c2","host":"one","state":"%s","beat":"2026-11-23T00:00:00Z","executions":%d,"runs":1,"answering":true},
				 {"id":"0badcafe","host":"two","state":"ended","beat":"2026-11-22T00:00:00Z","executions":0,"runs":0,"answering":false}]"""
			.formatted(state, executions);
	}

	private int run(String... arguments) {
		List<String> all = new ArrayList<>(List.of("servers"));
		all.addAll(List.of(arguments));
		all.add("--server=" + this.server.uri());
		return Fundbell.commandLine()
			.setOut(new PrintWriter(this.out, true))
			.setErr(new PrintWriter(this.err, true))
			.execute(all.toArray(String[]::new));
	}

}
