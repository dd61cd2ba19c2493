package dev.fundbell.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules of CONTRIBUTING.md that the compiler does not keep, on the classes of all
 * modules.
 */
class ArchitectureTests {

	private static final List<String> GROUPS = List.of("common", "tasks", "streams", "dataflow", "examples");

	private static final List<Class<?>> CLOCKS = List.of(Instant.class, LocalDate.class, LocalDateTime.class,
			ZonedDateTime.class);

	private static final JavaClasses CLASSES = new ClassFileImporter().importPaths(modules());

	/** Parts of the system, each with the parts that it may not depend on. */
	@ParameterizedTest
	@CsvSource({ "task.couponexpiry, task.fundingclose", "task.couponexpiry, task.fundingreminder",
			"task.fundingclose, task.couponexpiry", "task.fundingclose, task.fundingreminder",
			"task.fundingreminder, task.couponexpiry", "task.fundingreminder, task.fundingclose", "task, sse",
			"task, sms", "task, dataflow", "task, local", "sse, sms", "sse, task", "sse, batch", "sse, dataflow",
			"sse, local", "sms, sse", "sms, task", "sms, batch", "sms, dataflow", "sms, local", "dataflow, task",
			"dataflow, sse", "dataflow, sms", "dataflow, batch", "dataflow, database", "dataflow, notification",
			"dataflow, event", "local, task", "local, sse", "local, sms", "local, batch", "event, database",
			"event, notification", "event, batch", "outbox, batch", "outbox, task", "publish, batch", "publish, outbox",
			"task, outbox", "sse, outbox", "sms, outbox" })
	void keepsPartsApart(String from, String to) {
		noClasses().that()
			.resideInAPackage("dev.fundbell." + from + "..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("dev.fundbell." + to + "..")
			.check(CLASSES);
	}

	@Test
	void keepsTheEventsContractFreeOfSpring() {
		noClasses().that()
			.resideInAPackage("dev.fundbell.event..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework..")
			.check(CLASSES);
	}

	/** Its selector is in a system call, for which the end of a task would wait. */
	@Test
	void keepsJavaNetHttpOutOfTasks() {
		noClasses().that()
			.resideInAnyPackage("dev.fundbell.task..", "dev.fundbell.batch..", "dev.fundbell.publish..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("java.net.http..")
			.check(CLASSES);
	}

	@Test
	void hasNoCycleOfPackages() {
		slices().matching("dev.fundbell.(**)").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void readsTheTimeFromTheInjectedClock() {
		noClasses().should()
			.callMethod(System.class, "currentTimeMillis")
			.orShould()
			.callMethodWhere(new DescribedPredicate<JavaCall<?>>("a date or an instant is asked for now") {

				@Override
				public boolean test(JavaCall<?> call) {
					return call.getName().equals("now") && call.getTarget().getRawParameterTypes().isEmpty()
							&& CLOCKS.stream().anyMatch(call.getTargetOwner()::isEquivalentTo);
				}

			})
			.check(CLASSES);
	}

	@Test
	void looksAtEveryModule() {
		assertThat(Stream.of(modules()).map((classes) -> Jars.PROJECT.relativize(classes).toString())).contains(
				"common/notification-event/target/classes", "tasks/coupon-expiry-task/target/classes",
				"streams/sse-sink/target/classes", "dataflow/server/target/classes");
		assertThat(CLASSES.size()).isGreaterThan(300);
	}

	/** Main classes, but for the modules that only tests use. */
	private static Path[] modules() {
		return GROUPS.stream()
			.map(Jars.PROJECT::resolve)
			.flatMap(ArchitectureTests::children)
			.filter((module) -> !module.toString().contains("test") && !module.endsWith("clock-shift-agent"))
			.map((module) -> module.resolve("target/classes"))
			.filter(Files::isDirectory)
			.toArray(Path[]::new);
	}

	private static Stream<Path> children(Path directory) {
		try (Stream<Path> children = Files.list(directory)) {
			return children.sorted().toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
