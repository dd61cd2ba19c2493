package dev.fundbell.test.clock;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Prints what the clocks of its JVM say, in milliseconds of the epoch. */
final class ShiftedProgram {

	private ShiftedProgram() {
	}

	public static void main(String[] args) throws InterruptedException {
		System.out.println(System.currentTimeMillis());
		System.out.println(new Date().getTime());
		System.out.println(Instant.now().toEpochMilli());
		System.out.println(Clock.systemUTC().millis());
		System.out.println(LocalDate.now(ZoneOffset.UTC).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli());
		System.out.println(waitUntilDeadline());
	}

	/** Returns how long it has waited for a deadline 100 ms ahead, in milliseconds. */
	private static long waitUntilDeadline() throws InterruptedException {
		ReentrantLock lock = new ReentrantLock();
		Condition never = lock.newCondition();
		long start = System.nanoTime();
		lock.lock();
		try {
			boolean signalled = true;
			while (signalled) {
				signalled = never.awaitUntil(new Date(System.currentTimeMillis() + 100));
			}
		}
		finally {
			lock.unlock();
		}
		return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
	}

}
