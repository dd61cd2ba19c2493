package dev.fundbell.dataflow.server.execution;

import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Test whether a failure is transient, so that a retry may succeed: the database was away
 * or busy. Data Flow wraps such failures in others, so that all causes are looked at.
 */
public final class PassingFailure {

	private static final List<Class<? extends Throwable>> PASSING = List.of(TransactionException.class,
			TransientDataAccessException.class, RecoverableDataAccessException.class,
			DataAccessResourceFailureException.class, SQLTransientException.class, SQLRecoverableException.class,
			SQLNonTransientConnectionException.class);

	private PassingFailure() {
	}

	/** Tells whether a failure, or one of its causes, passes. */
	public static boolean isPassing(@Nullable Throwable failure) {
		return failure != null
				&& (PASSING.stream().anyMatch((type) -> type.isInstance(failure)) || isPassing(failure.getCause()));
	}

}
