package dev.fundbell.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Files of the project's tree, those that a build or npm has made aside. */
final class Project {

	static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

	private static final Set<String> LEFT_OUT = Set.of("target", "node_modules", ".git", ".fundbell");

	private static final List<Path> FILES = walk();

	private Project() {
	}

	/** All files whose names end with this. */
	static List<Path> files(String ending) {
		return FILES.stream().filter((file) -> file.toString().endsWith(ending)).toList();
	}

	static List<MarkdownFile> documents() {
		return files(".md").stream().map((file) -> new MarkdownFile(file, read(file))).toList();
	}

	/** Whether a Java type of this simple name exists, in main or test code. */
	static boolean hasType(String name) {
		return FILES.stream().anyMatch((file) -> file.getFileName().toString().equals(name + ".java"));
	}

	static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<Path> walk() {
		List<Path> found = new ArrayList<>();
		try {
			Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {

				@Override
				public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
					return LEFT_OUT.contains(directory.getFileName().toString()) ? FileVisitResult.SKIP_SUBTREE
							: FileVisitResult.CONTINUE;
				}

				@Override
				public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
					found.add(file);
					return FileVisitResult.CONTINUE;
				}

				@Override
				public FileVisitResult visitFileFailed(Path file, IOException gone) {
					return FileVisitResult.CONTINUE;
				}

			});
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		found.sort(Path::compareTo);
		return List.copyOf(found);
	}

}
