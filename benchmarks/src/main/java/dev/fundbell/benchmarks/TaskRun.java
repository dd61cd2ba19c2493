package dev.fundbell.benchmarks;

/**
 * Figures of one run of the real task.
 *
 * @param rows how many notifications
 * @param seconds from the first row read to the last row marked PUBLISHED
 * @param creatingSeconds how long its workers together were creating
 * @param publishingSeconds how long its workers together were publishing
 * @param peakMegabytes the process's peak memory, everything included
 * @param heapMegabytes the most that its heap held after a collection
 * @param processorSeconds of its process, from start to end
 * @param servers the processor time of the servers meanwhile
 */
record TaskRun(int rows, double seconds, double creatingSeconds, double publishingSeconds, long peakMegabytes,
		long heapMegabytes, double processorSeconds, Servers.ProcessorSeconds servers) {

	private static final int WORKERS = 3;

	double perSecond() {
		return this.rows / this.seconds;
	}

	/** Were its workers to do nothing else. */
	double createdPerSecond() {
		return this.rows * WORKERS / this.creatingSeconds;
	}

	/** Were its workers to do nothing else. */
	double publishedPerSecond() {
		return this.rows * WORKERS / this.publishingSeconds;
	}

}
