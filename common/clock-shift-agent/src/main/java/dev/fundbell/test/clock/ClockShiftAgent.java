package dev.fundbell.test.clock;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Java agent that shifts the wall clock of its JVM by a constant duration, such as
 * {@code -javaagent:clock-shift-agent.jar=PT240H}. Test-only: no app knows of it, so no
 * production configuration can shift a clock by accident.
 * <p>
 * The shift holds for {@code Instant.now()}, {@code Clock}, {@code Date} and every direct
 * call of {@code System.currentTimeMillis()} in the application, its libraries and the
 * JDK. {@code System.nanoTime()}, timeouts, and the times of files stay as they are.
 */
public final class ClockShiftAgent {

	/**
	 * Classes that the map of class loading locks needs when it grows. Were one of them
	 * loaded only then, the transformer would be asked about it while its own classes are
	 * being loaded, and wait for itself ({@link ClassCircularityError}).
	 */
	private static final List<String> LOADED_FIRST = List.of("ForwardingNode", "ReservationNode", "TreeBin",
			"TreeNode");

	private ClockShiftAgent() {
	}

	/**
	 * Called by the JVM before {@code main}.
	 * @param shift an ISO 8601 duration; negative shifts into the past
	 * @param instrumentation the JVM's door to its classes
	 * @throws UnmodifiableClassException never: such classes are left out
	 * @throws ClassNotFoundException if the JDK is one that this agent does not know
	 */
	public static void premain(String shift, Instrumentation instrumentation)
			throws UnmodifiableClassException, ClassNotFoundException {
		for (String nested : LOADED_FIRST) {
			Class.forName(ConcurrentHashMap.class.getName() + "$" + nested);
		}
		ClockShift transformer = new ClockShift(Duration.parse(shift).toMillis());
		instrumentation.addTransformer(transformer, true);
		Class<?>[] loaded = Arrays.stream(instrumentation.getAllLoadedClasses())
			.filter(instrumentation::isModifiableClass)
			.filter(ClockShiftAgent::readsTheClock)
			.toArray(Class[]::new);
		instrumentation.retransformClasses(loaded);
	}

	/**
	 * Looks at the class file: to retransform every loaded class is more than some JVMs
	 * take.
	 */
	private static boolean readsTheClock(Class<?> type) {
		String file = type.getName().replace('.', '/') + ".class";
		try (InputStream classFile = ClassLoader.getSystemResourceAsStream(file)) {
			return classFile != null
					&& ClockShift.appliesTo(type.getName().replace('.', '/'), classFile.readAllBytes());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
