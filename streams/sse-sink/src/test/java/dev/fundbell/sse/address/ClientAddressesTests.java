package dev.fundbell.sse.address;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A client's address, as its nearest proxies that are trusted tell it. */
class ClientAddressesTests {

	private final ClientAddresses addresses = new ClientAddresses(
			new PerAddressProperties(0, 0, List.of("10.0.0.0/8", "192.168.1.1", "fd00::/8")));

	@ParameterizedTest
	@CsvSource(delimiter = '|', emptyValue = "", textBlock = """
			203.0.113.7 | ''                               | 203.0.113.7
			203.0.113.7 | 198.51.100.1                     | 203.0.113.7
			10.0.0.1    | 198.51.100.1                     | 198.51.100.1
			10.0.0.1    | 1.1.1.1, 198.51.100.1            | 198.51.100.1
			10.0.0.1    | 1.1.1.1, 198.51.100.1, 10.9.9.9  | 198.51.100.1
			10.0.0.1    | 198.51.100.1,192.168.1.1         | 198.51.100.1
			10.0.0.1    | 192.168.1.2, 192.168.1.1         | 192.168.1.2
			10.0.0.1    | 10.0.0.3, 10.0.0.2               | 10.0.0.3
			10.0.0.1    | ''                               | 10.0.0.1
			10.0.0.1    | unknown                          | 10.0.0.1
			10.0.0.1    | dead.beef                        | 10.0.0.1
			10.0.0.1    | 999.1.1.1                        | 10.0.0.1
			10.0.0.1    | 1.2.3                            | 10.0.0.1
			10.0.0.1    | 1.2.3.4.                         | 10.0.0.1
			10.0.0.1    | 198.51.100.1:4711                | 10.0.0.1
			fd00::1     | 198.51.100.1                     | 198.51.100.1
			""")
	void isThatBeforeTheNearestProxyWithoutTrust(String remote, String forwardedFor, String client) {
		assertThat(this.addresses.of(remote, forwardedFor)).isEqualTo(client);
	}

	@Test
	void isTheNetworkOfAnIpv6Address() {
		String network = this.addresses.of("2001:db8:1:2:3:4:5:6", "");
		assertThat(network).isEqualTo("20010db800010002/64");
		assertThat(this.addresses.of("10.0.0.1", "2001:db8:1:2::99")).isEqualTo(network);
		assertThat(this.addresses.of("2001:db8:1:3::99", "")).isNotEqualTo(network);
		assertThat(this.addresses.of("::ffff:203.0.113.7", "")).isEqualTo("203.0.113.7");
	}

}
