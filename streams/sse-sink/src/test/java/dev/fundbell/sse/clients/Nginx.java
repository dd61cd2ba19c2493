package dev.fundbell.sse.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.fundbell.servers.Ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * nginx in front of a sink, with the location that docs/browser-clients.md gives and
 * nginx's own defaults for everything else.
 */
final class Nginx implements AutoCloseable {

	private static final Pattern SAMPLE = Pattern.compile("```nginx\n(.*?)```", Pattern.DOTALL);

	/**
	 * Its directories and processes: a child of the test, also where the test is root.
	 */
	private static final String CONFIGURATION = """
			daemon off;
			master_process off;
			pid nginx.pid;
			error_log stderr;
			events {}
			http {
			  access_log off;
			  client_body_temp_path client-body;
			  proxy_temp_path proxy;
			  fastcgi_temp_path fastcgi;
			  uwsgi_temp_path uwsgi;
			  scgi_temp_path scgi;
			  gzip on;
			  %s
			  server {
			    listen 127.0.0.1:%d;
			    location = / { default_type text/html; return 200 '<!doctype html>'; }
			    location /client/ { types { text/javascript js; } alias %s/; }
			    %s
			  }
			}
			""";

	private final int port = Ports.free();

	private final Process process;

	private Nginx(Path directory, int sink, String more) throws IOException {
		String location = sample().replace("http://127.0.0.1:8081", "http://127.0.0.1:" + sink);
		assertThat(location).contains("proxy_pass http://127.0.0.1:" + sink + ";");
		Path client = NpmProject.ROOT.resolve("clients/fundbell-client/src");
		Path file = Files.writeString(directory.resolve("nginx.conf"),
				CONFIGURATION.formatted(more, this.port, client, location));
		this.process = new ProcessBuilder(Programs.find("nginx"), "-e", "stderr", "-p", directory.toString(), "-c",
				file.toString())
			.redirectErrorStream(true)
			.redirectOutput(directory.resolve("nginx.log").toFile())
			.start();
	}

	/**
	 * Starts it.
	 * @param directory an empty one
	 * @param sink the sink's port
	 * @param more further lines of its configuration
	 */
	static Nginx start(Path directory, int sink, String more) throws IOException {
		Nginx nginx = new Nginx(directory, sink, more);
		await().until(() -> Ports.answers(nginx.port) || !nginx.process.isAlive());
		assertThat(nginx.process.isAlive()).as(Files.readString(directory.resolve("nginx.log"))).isTrue();
		return nginx;
	}

	String url(String host) {
		return "http://" + host + ":" + this.port;
	}

	private static String sample() throws IOException {
		Matcher sample = SAMPLE.matcher(Files.readString(NpmProject.ROOT.resolve("docs/browser-clients.md")));
		assertThat(sample.find()).isTrue();
		return sample.group(1);
	}

	@Override
	public void close() {
		this.process.destroy();
		this.process.onExit().join();
	}

}
