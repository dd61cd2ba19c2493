package dev.fundbell.benchmarks.sse;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Nchan, the event stream module of nginx: one worker, messages in memory, ten per user.
 * It takes events over HTTP, here pipelined on one connection.
 */
public final class Nchan extends ServerProcess {

	private static final Path NGINX = Path.of("/usr/sbin/nginx");

	private static final Path MODULE = Path.of("/usr/lib/nginx/modules/ngx_nchan_module.so");

	private static final String CONFIGURATION = """
			load_module %s;
			daemon off;
			worker_processes 1;
			worker_rlimit_nofile 20000;
			pid %s/nginx.pid;
			error_log %s/error.log;
			events { worker_connections 19000; }
			http {
			  access_log off;
			  client_body_temp_path %s;
			  server {
			    listen 127.0.0.1:%d backlog=4096;
			    keepalive_requests 100000000;
			    location ~ ^/subscribe/(\\d+)$ {
			      nchan_subscriber eventsource;
			      nchan_channel_id $1;
			      nchan_subscriber_first_message newest;
			      nchan_eventsource_ping_interval 0;
			    }
			    location ~ ^/publish/(\\d+)$ {
			      nchan_publisher http;
			      nchan_channel_id $1;
			      nchan_message_buffer_length 10;
			      nchan_message_timeout 1h;
			    }
			  }
			}
			""";

	private final MeasuredProcess process;

	/**
	 * Starts it.
	 * @param directory a directory for its files
	 * @throws IOException if it cannot be started
	 */
	public Nchan(Path directory) throws IOException {
		Path configuration = Files.createDirectories(directory).resolve("nginx.conf");
		Files.writeString(configuration,
				CONFIGURATION.formatted(MODULE, directory, directory, directory.resolve("body"), port()));
		this.process = MeasuredProcess.start(
				List.of(NGINX.toString(), "-p", directory.toString(), "-c", configuration.toString()),
				directory.resolve("nginx.log"));
	}

	/** Whether this machine has it. */
	public static boolean isInstalled() {
		return Files.isExecutable(NGINX) && Files.exists(MODULE);
	}

	@Override
	public String name() {
		return "Nchan";
	}

	@Override
	public String subscription(long userId, @Nullable String lastEventId) {
		return "GET /subscribe/" + userId + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n"
				+ headEnd(lastEventId);
	}

	@Override
	public Publisher publisher() throws IOException {
		return new Pipeline(port());
	}

	@Override
	MeasuredProcess process() {
		return this.process;
	}

	/** Pipelined requests, so many without their answers. */
	private static final class Pipeline implements Publisher {

		private static final int WINDOW = 256;

		private static final byte[] ANSWER = "HTTP/1.1 20".getBytes(StandardCharsets.US_ASCII);

		private final Socket socket;

		private final byte[] buffer = new byte[64 * 1024];

		private int matched;

		private int outstanding;

		Pipeline(int port) throws IOException {
			this.socket = new Socket("127.0.0.1", port);
			this.socket.setTcpNoDelay(true);
		}

		@Override
		public void publish(long userId, long id) throws IOException {
			byte[] body = Events.json(id, userId);
			OutputStream output = this.socket.getOutputStream();
			byte[] head = ("POST /publish/" + userId + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length
					+ "\r\n\r\n")
				.getBytes(StandardCharsets.US_ASCII);
			byte[] request = new byte[head.length + body.length];
			System.arraycopy(head, 0, request, 0, head.length);
			System.arraycopy(body, 0, request, head.length, body.length);
			output.write(request);
			this.outstanding++;
			awaitAnswers(WINDOW);
		}

		@Override
		public void flush() throws IOException {
			awaitAnswers(0);
		}

		private void awaitAnswers(int most) throws IOException {
			InputStream input = this.socket.getInputStream();
			while (this.outstanding > most) {
				int read = input.read(this.buffer);
				if (read < 0) {
					throw new IOException("Nchan has closed the connection");
				}
				for (int index = 0; index < read; index++) {
					count(this.buffer[index]);
				}
			}
		}

		private void count(byte each) {
			this.matched = (each == ANSWER[this.matched]) ? this.matched + 1 : (each == ANSWER[0]) ? 1 : 0;
			if (this.matched == ANSWER.length) {
				this.matched = 0;
				this.outstanding--;
			}
		}

		@Override
		public void close() {
			try {
				this.socket.close();
			}
			catch (IOException ex) {
				// It is not used any longer.
			}
		}

	}

}
