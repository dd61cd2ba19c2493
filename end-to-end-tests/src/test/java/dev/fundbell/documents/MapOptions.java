package dev.fundbell.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;

/**
 * Options of a record that is a map's value, which the configuration metadata leave out.
 * They are read from the record's source: names, defaults and Javadoc.
 */
final class MapOptions {

	private final String prefix;

	private final List<Option> found = new ArrayList<>();

	private MapOptions(String prefix) {
		this.prefix = prefix;
	}

	/**
	 * The options of a record and of the records that it holds.
	 * @param prefix what stands before their names
	 * @param type the record's full name
	 */
	static List<Option> of(String prefix, String type) {
		MapOptions options = new MapOptions(prefix);
		options.read(source(type.replaceAll("\\$.*", "")), type.replaceAll(".*[.$]", ""));
		return options.found;
	}

	private static Path source(String type) {
		return Project.files("src/main/java/" + type.replace('.', '/') + ".java")
			.stream()
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("No source of " + type));
	}

	private void read(Path source, String record) {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
			JavacTask task = (JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null,
					files.getJavaFileObjects(source));
			DocTrees docs = DocTrees.instance(task);
			for (CompilationUnitTree unit : task.parse()) {
				new TreePathScanner<Void, Void>() {

					@Override
					public Void visitClass(ClassTree type, Void none) {
						if (type.getKind() == Tree.Kind.RECORD && type.getSimpleName().contentEquals(record)) {
							readComponents(type, docs.getDocCommentTree(getCurrentPath()), source, getCurrentPath());
						}
						return super.visitClass(type, none);
					}

				}.scan(unit, null);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void readComponents(ClassTree record, DocCommentTree doc, Path source, TreePath path) {
		for (Tree member : record.getMembers()) {
			if (member instanceof VariableTree component && !component.getModifiers().toString().contains("static")) {
				String name = this.prefix + "." + dashed(component.getName().toString());
				String type = component.getType().toString().replaceAll("@\\w+ ?", "");
				if (isRecord(type, source, path)) {
					MapOptions nested = new MapOptions(name);
					Path beside = source.resolveSibling(type + ".java");
					nested.read(Project.files(".java").contains(beside) ? beside : source, type);
					this.found.addAll(nested.found);
				}
				else {
					this.found.add(Option.of(type.startsWith("Map") ? name + ".NAME" : name, type, defaultOf(component),
							describe(doc, component.getName().toString())));
				}
			}
		}
	}

	private static boolean isRecord(String type, Path source, TreePath path) {
		boolean nested = StreamSupport.stream(path.getCompilationUnit().getTypeDecls().spliterator(), false)
			.flatMap((outer) -> ((ClassTree) outer).getMembers().stream())
			.anyMatch((inner) -> inner.getKind() == Tree.Kind.RECORD
					&& ((ClassTree) inner).getSimpleName().contentEquals(type));
		return nested || type.endsWith("Properties");
	}

	private static String defaultOf(VariableTree component) {
		return component.getModifiers()
			.getAnnotations()
			.stream()
			.filter((annotation) -> annotation.getAnnotationType().toString().equals("DefaultValue"))
			.flatMap((annotation) -> values(annotation).stream())
			.collect(Collectors.joining(", "));
	}

	private static List<String> values(AnnotationTree annotation) {
		return annotation.getArguments()
			.stream()
			.map((argument) -> (argument instanceof AssignmentTree named) ? named.getExpression() : argument)
			.flatMap((argument) -> (argument instanceof NewArrayTree array) ? array.getInitializers().stream()
					: List.<ExpressionTree>of(argument).stream())
			.map((argument) -> String.valueOf(((LiteralTree) argument).getValue()))
			.toList();
	}

	private static String describe(DocCommentTree doc, String component) {
		return doc.getBlockTags()
			.stream()
			.filter((tag) -> tag instanceof ParamTree param && param.getName().toString().equals(component))
			.flatMap((tag) -> ((ParamTree) tag).getDescription().stream())
			.map(DocTree::toString)
			.collect(Collectors.joining());
	}

	private static String dashed(String name) {
		return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
	}

}
