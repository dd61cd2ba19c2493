package dev.fundbell.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes.Name;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Jar in the layout of Boot's executable jars, with {@link Greeting} as its app. */
final class ExecutableJar {

	private final Map<String, byte[]> entries = new LinkedHashMap<>();

	ExecutableJar() throws IOException {
		try (InputStream greeting = Greeting.class.getResourceAsStream("Greeting.class")) {
			this.entries.put("BOOT-INF/classes/dev/fundbell/app/Greeting.class", greeting.readAllBytes());
		}
		this.entries.put("BOOT-INF/lib/some.jar", jar(new Manifest(), Map.of("some/resource.txt", new byte[] { 1 })));
		this.entries.put("META-INF/services/java.nio.file.spi.FileSystemProvider", new byte[] { 'x' });
		this.entries.put("org/springframework/boot/loader/launch/JarLauncher.class", new byte[] { 1 });
	}

	ExecutableJar with(String resource, String text) {
		this.entries.put("BOOT-INF/classes/" + resource, text.getBytes());
		return this;
	}

	Path write(Path file) throws IOException {
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
		manifest.getMainAttributes().put(Name.MAIN_CLASS, "org.springframework.boot.loader.launch.JarLauncher");
		manifest.getMainAttributes().put(new Name("Start-Class"), Greeting.class.getName());
		return Files.write(file, jar(manifest, this.entries));
	}

	private static byte[] jar(Manifest manifest, Map<String, byte[]> entries) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
			for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
				jar.putNextEntry(new JarEntry(entry.getKey()));
				jar.write(entry.getValue());
			}
		}
		return bytes.toByteArray();
	}

}
