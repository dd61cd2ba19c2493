package dev.fundbell.local.startup;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.fundbell.local.startup.StartupSteps.Step;
import dev.fundbell.local.terminal.Progress;
import dev.fundbell.servers.LocalServerException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StartupStepsTests {

	private final StartupSteps steps = new StartupSteps(new Progress(new PrintStream(OutputStream.nullOutputStream())));

	@Test
	void doesStepsSideBySide() {
		CountDownLatch both = new CountDownLatch(2);
		Step first = this.steps.begin("first", () -> meet(both));
		Step second = this.steps.begin("second", () -> meet(both));

		this.steps.show(first);
		this.steps.show(second);

		assertThat(both.getCount()).isZero();
	}

	@Test
	void handsOnWhyAStepFailed() {
		LocalServerException failure = new LocalServerException("no");

		assertThatExceptionOfType(LocalServerException.class).isThrownBy(() -> this.steps.run("step", () -> {
			throw failure;
		})).isSameAs(failure);
	}

	@Test
	void waitsUntilAnInterruptedStepHasCleanedUp() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		AtomicBoolean cleaned = new AtomicBoolean();
		this.steps.begin("step", () -> {
			begun.countDown();
			try {
				new CountDownLatch(1).await();
				return "never";
			}
			finally {
				cleaned.set(true);
			}
		});
		begun.await();

		this.steps.cancel();

		assertThat(cleaned).isTrue();
	}

	private static String meet(CountDownLatch both) throws InterruptedException {
		both.countDown();
		both.await();
		return "met";
	}

}
