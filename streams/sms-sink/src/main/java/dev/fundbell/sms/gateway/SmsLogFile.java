package dev.fundbell.sms.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Log file of the messages that would have been sent, one line each, for a developer to
 * read. Only its owner can read it. Thread-safe.
 */
final class SmsLogFile {

	private static final Logger log = LoggerFactory.getLogger(SmsLogFile.class);

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

	private final Path file;

	private final Clock clock;

	private final ZoneId zone;

	SmsLogFile(Path file, Clock clock, ZoneId zone) {
		this.file = file.toAbsolutePath();
		this.clock = clock;
		this.zone = zone;
	}

	synchronized boolean write(SmsMessage message) {
		String line = "%s  %s  %s  %s%n".formatted(
				TIME.format(ZonedDateTime.ofInstant(this.clock.instant(), this.zone)), message.to().e164(),
				message.text().kind(), message.text().text().replace('\n', ' '));
		try {
			create();
			Files.writeString(this.file, line, StandardOpenOption.APPEND);
			return true;
		}
		catch (IOException ex) {
			log.warn("The SMS log {} cannot be written: {}", this.file, ex.toString());
			return false;
		}
	}

	private void create() throws IOException {
		if (Files.exists(this.file)) {
			return;
		}
		Files.createDirectories(this.file.getParent());
		if (this.file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
			Files.createFile(this.file,
					PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		}
		else {
			Files.createFile(this.file);
		}
	}

}
