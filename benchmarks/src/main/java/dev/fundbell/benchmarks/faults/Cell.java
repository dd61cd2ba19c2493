package dev.fundbell.benchmarks.faults;

import java.time.Duration;

/**
 * Cell of the fault matrix.
 *
 * @param fault the fault
 * @param part the part that it hits
 */
record Cell(Fault fault, Part part) {

	/** Whether the fault cannot be made here. */
	boolean isRefused() {
		return this.fault == Fault.FULL_DISK && !this.part.disk().refusal().isEmpty();
	}

	/**
	 * Makes the fault hit the part, and afterwards sets the part right again.
	 * @param lasting how long the fault lasts
	 */
	void hit(Duration lasting) {
		this.part.awaitMoment();
		switch (this.fault) {
			case STOP -> {
				this.part.pause();
				Waiting.sleep(lasting);
				this.part.resume();
			}
			case KILL -> {
				this.part.kill();
				Waiting.sleep(lasting);
			}
			case FULL_DISK -> {
				this.part.disk().fill();
				Waiting.sleep(lasting);
				this.part.disk().free();
			}
			case DAY_AHEAD, DAY_BEHIND -> {
				this.part.restart(this.fault.clockShift());
				Waiting.sleep(lasting);
				this.part.restart(Duration.ZERO);
			}
		}
		this.part.start();
	}

}
