package dev.fundbell.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * SQL statements that the classes of a package have as constants, compared with
 * statements that were executed: for tests of the rule that every statement is explained.
 */
final class SqlConstants {

	private static final Pattern STATEMENT = Pattern.compile("[\\s(]*(DELETE|INSERT|SELECT|UPDATE)\\s");

	/** Rows that are given with the statement need no plan. */
	private static final Pattern GIVEN_ROWS = Pattern.compile("(?s)\\s*INSERT .*VALUES(\\s+\\(.*|\\s*)");

	private static final Pattern PLACE = Pattern.compile("%(\\d+\\$)?[sd]");

	private SqlConstants() {
	}

	/**
	 * The constants of a package that none of some statements has in it.
	 * @param packageName the package
	 * @param executed statements as {@link #canonical} has them
	 */
	static List<String> notAmong(String packageName, Set<String> executed) {
		return classes(packageName).stream()
			.flatMap((type) -> Arrays.stream(type.getDeclaredFields()))
			.filter(SqlConstants::isStatement)
			.filter((field) -> executed.stream().noneMatch((statement) -> isPartOf(field, statement)))
			.map((field) -> field.getDeclaringClass().getSimpleName() + "." + field.getName())
			.toList();
	}

	/**
	 * A statement without what differs between executions: names and number of values.
	 */
	static String canonical(String sql) {
		return sql.replaceAll(":[a-zA-Z]\\w*", "?").replaceAll("[?](?:, ?[?])++", "?").replaceAll("\\s+", " ").strip();
	}

	private static boolean isStatement(Field field) {
		return Modifier.isStatic(field.getModifiers()) && field.getType() == String.class
				&& STATEMENT.matcher(value(field)).lookingAt() && !GIVEN_ROWS.matcher(value(field)).matches();
	}

	private static boolean isPartOf(Field field, String statement) {
		return Arrays.stream(PLACE.split(canonical(value(field)))).map(String::strip).allMatch(statement::contains);
	}

	private static String value(Field field) {
		try {
			field.setAccessible(true);
			return String.valueOf(field.get(null));
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static List<Class<?>> classes(String packageName) {
		List<Class<?>> classes = new ArrayList<>();
		try {
			String path = "classpath*:" + packageName.replace('.', '/') + "/*.class";
			for (Resource resource : new PathMatchingResourcePatternResolver().getResources(path)) {
				if (!resource.getURL().getPath().contains("/test-classes/")) {
					String name = String.valueOf(resource.getFilename()).replace(".class", "");
					if (!name.equals("package-info")) {
						classes.add(Class.forName(packageName + "." + name));
					}
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
		return classes;
	}

}
