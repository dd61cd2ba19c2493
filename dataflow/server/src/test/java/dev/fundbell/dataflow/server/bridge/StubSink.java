package dev.fundbell.dataflow.server.bridge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.fundbell.dataflow.server.platform.Platform;

/**
 * The smallest app that Data Flow accepts as a stream app: it listens on its port. Tests
 * pack it into a jar.
 */
public final class StubSink {

	private StubSink() {
	}

	public static void main(String[] args) throws IOException {
		Matcher port = Pattern.compile("\"server\\.port\":\"(\\d+)\"")
			.matcher(System.getenv("SPRING_APPLICATION_JSON"));
		if (!port.find()) {
			throw new IllegalStateException("no port");
		}
		try (ServerSocket server = new ServerSocket(Integer.parseInt(port.group(1)), 0,
				InetAddress.getByName("0.0.0.0"))) {
			while (true) {
				server.accept().close();
			}
		}
	}

	/** The URI of the jar. */
	public static String jar() {
		Path file = Platform.TARGET.resolve("platform/stub-sink-1.0.0.jar");
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StubSink.class.getName());
		String entry = StubSink.class.getName().replace('.', '/') + ".class";
		try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest);
				InputStream content = StubSink.class.getResourceAsStream("/" + entry)) {
			jar.putNextEntry(new JarEntry(entry));
			content.transferTo(jar);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return "file://" + file;
	}

}
