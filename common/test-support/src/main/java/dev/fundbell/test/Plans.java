package dev.fundbell.test;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Query plans of all that is run on the service's database: as a bean, it has MariaDB
 * explain each prepared statement right before it is executed, in the same session and
 * with the same values; of a batch, the last of its statements. Bulk inserts are not
 * explained. Thread-safe.
 */
public final class Plans implements BeanPostProcessor {

	/** Reading as many rows of a table from one end is no scan worth speaking of. */
	private static final long FEW_ROWS = 1000;

	private static final Pattern EXPLAINABLE = Pattern.compile("(?i)[\\s(]*(DELETE|INSERT|SELECT|UPDATE)\\s");

	private final List<Access> accesses = Collections.synchronizedList(new ArrayList<>());

	private final Set<String> explained = ConcurrentHashMap.newKeySet();

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return name.equals("fundbellDataSource") ? explaining((DataSource) bean) : bean;
	}

	/** Connections whose statements are explained. */
	public DataSource explaining(DataSource dataSource) {
		return new DelegatingDataSource(dataSource) {

			@Override
			public Connection getConnection() throws SQLException {
				Connection connection = super.getConnection();
				return proxy(Connection.class, (proxy, method, arguments) -> {
					Object result = invoke(connection, method, arguments);
					return (result instanceof PreparedStatement statement) ? proxy(PreparedStatement.class,
							new Explained(connection, statement, (String) arguments[0])) : result;
				});
			}

		};
	}

	/** How each statement so far has accessed each of its tables. */
	public List<Access> accesses() {
		return List.copyOf(this.accesses);
	}

	/** The accesses that read a large table from one end to the other. */
	public List<Access> scans() {
		return accesses().stream().filter(Access::isScan).toList();
	}

	/**
	 * The accesses that collect rows in a join buffer: a page then costs as much as all
	 * rows of its range, since a limit stops nothing.
	 */
	public List<Access> buffered() {
		return accesses().stream().filter(Access::isBuffered).toList();
	}

	/**
	 * The statements that the classes of a package have as constants and that were never
	 * explained, also not before {@link #clear}.
	 * @param packageName the package
	 */
	public List<String> notExplained(String packageName) {
		return SqlConstants.notAmong(packageName, this.explained);
	}

	public void clear() {
		this.accesses.clear();
	}

	private static <T> T proxy(Class<T> type, InvocationHandler handler) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, handler));
	}

	private static @Nullable Object invoke(Object target, Method method, Object @Nullable [] arguments)
			throws Throwable {
		try {
			return method.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	/**
	 * Access of a statement to one of its tables.
	 *
	 * @param statement the statement
	 * @param table the table's alias in it
	 * @param type such as {@code range}; {@code ALL} and {@code index} are scans
	 * @param key the index
	 * @param keyLength the length of the part of it that is used
	 * @param rows how many are read, by estimation
	 * @param extra MariaDB's remarks
	 */
	public record Access(String statement, String table, String type, @Nullable String key, @Nullable String keyLength,
			long rows, String extra) {

		private static final Pattern LONG_LIST = Pattern.compile("(, [?])+(?=[)])");

		boolean isScan() {
			return (this.type.equals("ALL") || this.type.equals("index")) && this.rows > FEW_ROWS
					&& !this.table.startsWith("<");
		}

		boolean isBuffered() {
			return this.extra.contains("join buffer");
		}

		static Access of(String statement, ResultSet row) throws SQLException {
			return new Access(LONG_LIST.matcher(statement).replaceAll(", …"), row.getString("table"),
					row.getString("type"), row.getString("key"), row.getString("key_len"), row.getLong("rows"),
					Objects.requireNonNullElse(row.getString("Extra"), ""));
		}

	}

	/** A statement that is explained before each execution. */
	private final class Explained implements InvocationHandler {

		private final Connection connection;

		private final PreparedStatement statement;

		private final String sql;

		private final Map<Object, Call> values = new LinkedHashMap<>();

		private Explained(Connection connection, PreparedStatement statement, String sql) {
			this.connection = connection;
			this.statement = statement;
			this.sql = sql;
		}

		@Override
		public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
			if (method.getName().startsWith("set") && arguments != null && arguments.length > 1) {
				this.values.put(arguments[0], new Call(method, arguments));
			}
			else if (method.getName().startsWith("execute") && EXPLAINABLE.matcher(this.sql).lookingAt()
					&& !(method.getName().endsWith("Batch") && this.sql.stripLeading().startsWith("INSERT"))) {
				Plans.this.explained.add(SqlConstants.canonical(this.sql));
				explain();
			}
			return Plans.invoke(this.statement, method, arguments);
		}

		private void explain() throws Throwable {
			try (PreparedStatement explain = this.connection.prepareStatement("EXPLAIN " + this.sql)) {
				for (Call value : this.values.values()) {
					Plans.invoke(explain, value.method(), value.arguments());
				}
				try (ResultSet rows = explain.executeQuery()) {
					while (rows.next()) {
						if (rows.getString("table") != null && rows.getString("type") != null) {
							Plans.this.accesses.add(Access.of(this.sql, rows));
						}
					}
				}
			}
		}

	}

	/** A value of a statement, as it was set. */
	private record Call(Method method, Object[] arguments) {

	}

}
