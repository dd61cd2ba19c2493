package dev.fundbell.benchmarks.sse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS between the clients and the sink, with a certificate of their own.
 *
 * @param keyStore the sink's key and certificate
 * @param context trusts that certificate
 * @param http2 whether they speak HTTP/2
 */
public record Encryption(Path keyStore, SSLContext context, boolean http2) {

	private static final String PASSWORD = "benchmark";

	/**
	 * Makes a certificate.
	 * @param directory where its file goes
	 * @param http2 whether clients and sink speak HTTP/2
	 * @return the encryption
	 * @throws IOException if the file cannot be written
	 * @throws GeneralSecurityException if this Java has no TLS
	 * @throws InterruptedException if the thread is interrupted
	 */
	public static Encryption create(Path directory, boolean http2)
			throws IOException, GeneralSecurityException, InterruptedException {
		Path keyStore = Files.createDirectories(directory).resolve("sink.p12");
		int exit = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "sink", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "SAN=dns:localhost",
				"-validity", "30", "-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", keyStore.toString())
			.inheritIO()
			.start()
			.waitFor();
		if (exit != 0) {
			throw new IOException("keytool made no certificate: exit code " + exit);
		}
		return new Encryption(keyStore, trust(keyStore), http2);
	}

	private static SSLContext trust(Path keyStore) throws IOException, GeneralSecurityException {
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream file = Files.newInputStream(keyStore)) {
			keys.load(file, PASSWORD.toCharArray());
		}
		KeyStore trusted = KeyStore.getInstance("PKCS12");
		trusted.load(null, null);
		trusted.setCertificateEntry("sink", keys.getCertificate("sink"));
		TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		managers.init(trusted);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, managers.getTrustManagers(), null);
		return context;
	}

	/** The options of the sink. */
	List<String> arguments() {
		return List.of("--server.ssl.key-store=" + this.keyStore, "--server.ssl.key-store-password=" + PASSWORD,
				"--server.http2.enabled=" + this.http2);
	}

	/** What a table calls it. */
	String title() {
		return this.http2 ? "TLS and HTTP/2" : "TLS";
	}

}
