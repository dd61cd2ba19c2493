package dev.fundbell.sms.delivery;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * List of the deliveries in a state, for operators: those without a due time in the order
 * of their ids, and then those with one in its order, as the index has them.
 */
public final class DeliveryList {

	private static final String PAGE = """
			SELECT %s FROM sms_deliveries FORCE INDEX (ix_sms_deliveries_due)
			WHERE state = :state AND %s ORDER BY due_at, id LIMIT :limit
			""";

	private static final String WITHOUT_DUE_TIME = page("due_at IS NULL AND id > :after");

	private static final String FROM_DUE_TIME = page("due_at >= :dueAt AND (due_at > :dueAt OR id > :after)");

	private static final String DUE_AT = "SELECT due_at FROM sms_deliveries WHERE id = :after AND due_at IS NOT NULL";

	private static final LocalDateTime BEFORE_ALL = LocalDateTime.parse("1000-01-01T00:00:00");

	private final JdbcClient jdbc;

	DeliveryList(JdbcTemplate template) {
		this.jdbc = JdbcClient.create(template);
	}

	private static String page(String from) {
		return PAGE.formatted(ListedDelivery.COLUMNS, from);
	}

	/**
	 * A page of the deliveries in a state.
	 * @param state the state
	 * @param after the last id of the page before, or 0
	 * @param limit the size of the page
	 * @return the deliveries
	 */
	public List<ListedDelivery> page(DeliveryState state, long after, int limit) {
		Optional<LocalDateTime> dueAt = this.jdbc.sql(DUE_AT)
			.param("after", after)
			.query(LocalDateTime.class)
			.optional();
		if (dueAt.isPresent()) {
			return from(state, dueAt.get(), after, limit);
		}
		List<ListedDelivery> page = this.jdbc.sql(WITHOUT_DUE_TIME)
			.param("state", state.name())
			.param("after", after)
			.param("limit", limit)
			.query((row, number) -> ListedDelivery.of(row))
			.list();
		return Stream.concat(page.stream(), from(state, BEFORE_ALL, 0, limit).stream().limit(limit - page.size()))
			.toList();
	}

	private List<ListedDelivery> from(DeliveryState state, LocalDateTime dueAt, long after, int limit) {
		return this.jdbc.sql(FROM_DUE_TIME)
			.param("state", state.name())
			.param("dueAt", dueAt)
			.param("after", after)
			.param("limit", limit)
			.query((row, number) -> ListedDelivery.of(row))
			.list();
	}

}
