package dev.fundbell.dataflow.server.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Jar of one class, as the smallest app that Data Flow runs. Its folder has the version
 * in its name, too, as that of an unpacked release has.
 */
public final class StubJar {

	private StubJar() {
	}

	/**
	 * Makes one.
	 * @param attributes of its manifest, besides the main class
	 * @return its URI
	 */
	public static String of(Class<?> main, String name, Map<String, String> attributes) {
		Path file = folder().resolve(name + "-1.0.0.jar");
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, main.getName());
		attributes.forEach(manifest.getMainAttributes()::putValue);
		String entry = main.getName().replace('.', '/') + ".class";
		try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest);
				InputStream content = main.getResourceAsStream("/" + entry)) {
			jar.putNextEntry(new JarEntry(entry));
			content.transferTo(jar);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return "file://" + file;
	}

	private static Path folder() {
		try {
			return Files.createDirectories(Platform.TARGET.resolve("platform/apps-1.0.0"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
