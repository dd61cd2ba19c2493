package dev.fundbell.publish;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

import org.springframework.transaction.TransactionSystemException;

/**
 * Test whether a failure is an outage of the broker or a database. After an outage the
 * next chunk would fail as well; after any other failure it may not.
 */
public final class Outage {

	private Outage() {
	}

	/**
	 * Whether a failure means that the broker or a database is away. A record that the
	 * broker refuses for what it is does not: the next one may be taken.
	 */
	public static boolean isOutage(Throwable failure) {
		List<Throwable> causes = causes(failure);
		return causes.stream().noneMatch(Outage::isRefusedRecord) && causes.stream()
			.anyMatch((cause) -> cause instanceof NotAcknowledgedException || isConnectionLost(cause));
	}

	private static boolean isRefusedRecord(Throwable cause) {
		return cause instanceof RecordTooLargeException || cause instanceof InvalidRecordException;
	}

	/**
	 * Whether a cause means that a database is away: SQLSTATE class 08 is "connection
	 * exception". MariaDB's driver also closes a connection that does not answer, and
	 * says of the next call that its syntax is wrong.
	 */
	public static boolean isConnectionLost(Throwable cause) {
		return cause instanceof SQLException sql
				&& (String.valueOf(sql.getSQLState()).startsWith("08") || isCallOfAClosedConnection(sql));
	}

	private static boolean isCallOfAClosedConnection(SQLException failure) {
		return "42000".equals(failure.getSQLState())
				&& String.valueOf(failure.getMessage()).contains("cannot be called on a closed connection");
	}

	/** A failure and its causes, the outermost first. */
	public static List<Throwable> causes(Throwable failure) {
		List<Throwable> causes = new ArrayList<>();
		for (@Nullable
		Throwable cause = failure; cause != null && !causes.contains(cause); cause = causeOf(cause)) {
			causes.add(cause);
		}
		return causes;
	}

	/** A connection that was lost cannot be rolled back either, which says less. */
	private static @Nullable Throwable causeOf(Throwable failure) {
		return (failure instanceof TransactionSystemException rollback && rollback.getApplicationException() != null)
				? rollback.getApplicationException() : failure.getCause();
	}

}
