package dev.fundbell.benchmarks.sse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Process whose memory and processor time a benchmark reads. */
final class MeasuredProcess implements AutoCloseable {

	private final Process process;

	private MeasuredProcess(Process process) {
		this.process = process;
	}

	static MeasuredProcess start(List<String> command, Path log) throws IOException {
		return new MeasuredProcess(new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
			.start());
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	/** The processor time of the process and of its children. */
	Duration processorTime() {
		return this.process.descendants()
			.map(MeasuredProcess::processorTime)
			.reduce(processorTime(this.process.toHandle()), Duration::plus);
	}

	private static Duration processorTime(ProcessHandle process) {
		return process.info().totalCpuDuration().orElse(Duration.ZERO);
	}

	long residentKilobytes() {
		return this.process.descendants()
			.mapToLong((child) -> residentKilobytes(child.pid()))
			.reduce(residentKilobytes(this.process.pid()), Math::max);
	}

	private static long residentKilobytes(long pid) {
		try {
			return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))
				.stream()
				.filter((line) -> line.startsWith("VmRSS:"))
				.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")))
				.sum();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Asks the process to end, and waits until it has. */
	void stop() {
		this.process.destroy();
		this.process.onExit().join();
	}

	@Override
	public void close() {
		this.process.descendants().forEach(ProcessHandle::destroyForcibly);
		this.process.destroyForcibly().onExit().join();
	}

}
