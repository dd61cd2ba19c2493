package dev.fundbell.dataflow.server.security;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;

import dev.fundbell.dataflow.server.platform.ServerProcess;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The packaged server without sign-in, on an address that others can reach. */
class OpenServerIT {

	@Test
	void doesNotStartWhereOthersCouldComeAndNobodyHasToSignIn() throws IOException {
		try (ServerProcess server = ServerProcess.start("open", "never_reached", Map.of("server.address", "0.0.0.0"))) {
			assertThat(server.exitCode()).isEqualTo(1);
			assertThat(Files.readString(server.log())).contains("APPLICATION FAILED TO START",
					"The server would listen on 0.0.0.0 and ask nobody to sign in", "fundbell.security.users");
		}
	}

}
