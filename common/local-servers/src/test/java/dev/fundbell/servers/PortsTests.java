package dev.fundbell.servers;

import java.net.InetAddress;
import java.net.ServerSocket;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PortsTests {

	@Test
	void offersPortsThatAreFree() {
		int port = Ports.free();

		assertThatCode(() -> Ports.requireFree(port, "It", "wait")).doesNotThrowAnyException();
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

}
