package dev.fundbell.servers;

import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PortsTests {

	/** Two thirds of all. */
	private static final int MANY = 8_000;

	@Test
	void offersPortsThatAreFree() {
		int port = Ports.free();

		assertThatCode(() -> Ports.requireFree(port, "It", "wait")).doesNotThrowAnyException();
	}

	/** Where a server is down for a moment, its port is free for whoever takes it. */
	@Test
	void keepsAPortForTheOneWhoGotIt() throws Exception {
		Set<Integer> ports = Stream.generate(Ports::free).limit(60).collect(Collectors.toSet());
		List<Integer> others = portsOfAnotherJvm();

		assertThat(others).hasSize(MANY);
		assertThat(ports).hasSize(60).doesNotContainAnyElementsOf(others);
	}

	private static List<Integer> portsOfAnotherJvm() throws Exception {
		Process other = new ProcessBuilder(JavaProgram.command(PortsOfAnotherJvm.class, List.of(), List.of()))
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		try (BufferedReader output = other.inputReader(StandardCharsets.UTF_8)) {
			return output.lines().map(Integer::valueOf).toList();
		}
		finally {
			other.waitFor();
		}
	}

	@Test
	void namesThePortInUseAndTheRemedy() throws Exception {
		try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName(Ports.HOST))) {
			assertThatExceptionOfType(LocalServerException.class)
				.isThrownBy(() -> Ports.requireFree(other.getLocalPort(), "Kafka", "choose another with --kafka-port"))
				.withMessage(
						"Port %d is in use: Kafka cannot listen on it. "
								+ "Stop the program that uses it, or choose another with --kafka-port.",
						other.getLocalPort());
		}
	}

	@Test
	void seesAProgramThatListensOnEveryAddress() throws Exception {
		try (ServerSocket other = new ServerSocket(0)) {
			assertThat(Ports.isFree(other.getLocalPort())).isFalse();
			assertThat(Ports.answers(other.getLocalPort())).isTrue();
		}
	}

	/** Program that prints many ports. */
	static final class PortsOfAnotherJvm {

		private PortsOfAnotherJvm() {
		}

		public static void main(String[] arguments) {
			Stream.generate(Ports::free).limit(MANY).forEach(System.out::println);
		}

	}

}
