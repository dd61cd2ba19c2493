package dev.fundbell.benchmarks.sse;

import java.util.HexFormat;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Frames of one request over HTTP/2, byte by byte as RFC 9113 and RFC 7541 say. */
class Http2FramesTests {

	private static final String HEAD = "HTTP/1.1 200\r\n\r\n";

	private final Http2Frames frames = new Http2Frames();

	@Test
	void sendTheRequestBehindPrefaceAndSettings() {
		String request = hex(
				this.frames.request("GET /s HTTP/1.1\r\nHost: a\r\nAuthorization: b\r\nLast-Event-ID: 1\r\n\r\n"));
		assertThat(request).startsWith("505249202a20485454502f322e300d0a0d0a534d0d0a0d0a")
			// SETTINGS: the initial window of a stream
			.contains("000006" + "04" + "00" + "00000000" + "0004" + "7fffffff")
			// WINDOW_UPDATE of the connection
			.contains("000004" + "08" + "00" + "00000000" + "7fff0000")
			// HEADERS, which end headers and stream 1
			.endsWith("00001e" + "01" + "05" + "00000001" + "8287" + "04022f73" + "010161" + "0f080162" + "00"
					+ "0d6c6173742d6576656e742d6964" + "0131");
	}

	@Test
	void writeLongTextsWithALengthOfTwoBytes() {
		String request = hex(this.frames.request("GET / HTTP/1.1\r\nAuthorization: " + "b".repeat(300) + "\r\n\r\n"));
		assertThat(request).contains("0f08" + "7fad01" + "62".repeat(300));
	}

	@Test
	void joinWhatComesInParts() {
		byte[] all = bytes("000001" + "01" + "04" + "00000001" + "88" + "000002" + "00" + "00" + "00000001" + "6162");
		StringBuilder text = new StringBuilder();
		for (byte each : all) {
			text.append(this.frames.receive(new byte[] { each }));
		}
		assertThat(text).hasToString(HEAD + "ab");
	}

	@Test
	void findTheStatusBehindNewSizesOfTheTable() {
		String size = "3f" + "e1" + "1f";
		assertThat(this.frames.receive(bytes("000004" + "01" + "04" + "00000001" + size + "88"))).isEqualTo(HEAD);
		assertThat(this.frames.receive(bytes("000003" + "01" + "04" + "00000001" + "20" + "21" + "88")))
			.isEqualTo(HEAD);
	}

	@Test
	void tellOfAnotherStatus() {
		assertThat(this.frames.receive(bytes("000001" + "01" + "04" + "00000001" + "8d"))).isNotEqualTo(HEAD);
	}

	@Test
	void answerSettingsOnce() {
		assertThat(this.frames.receive(bytes("000000" + "04" + "00" + "00000000"))).isEmpty();
		assertThat(hex(this.frames.takeAnswer())).isEqualTo("000000" + "04" + "01" + "00000000");
		assertThat(this.frames.receive(bytes("000000" + "04" + "01" + "00000000"))).isEmpty();
		assertThat(this.frames.takeAnswer()).isEmpty();
	}

	@Test
	void tellThatTheResponseHasEnded() {
		assertThat(this.frames.receive(bytes("000000" + "00" + "01" + "00000001"))).isNull();
		assertThat(new Http2Frames().receive(bytes("000004" + "03" + "00" + "00000001" + "00000008"))).isNull();
	}

	private static String hex(byte[] bytes) {
		return HexFormat.of().formatHex(bytes);
	}

	private static byte[] bytes(String hex) {
		return HexFormat.of().parseHex(hex);
	}

}
