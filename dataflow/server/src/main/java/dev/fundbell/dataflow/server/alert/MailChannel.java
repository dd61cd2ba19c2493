package dev.fundbell.dataflow.server.alert;

import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;

import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;

/** Channel that sends alerts as plain text to some mail addresses. */
class MailChannel implements AlertChannel {

	private static final String TEXT = """
			Schedule: %s
			Alert: %s
			%s

			Found at %s%s
			""";

	private final AlertProperties.Mail settings;

	private final JavaMailSender mail;

	MailChannel(AlertProperties.Mail settings, JavaMailSender mail) {
		this.settings = settings;
		this.mail = mail;
	}

	@Override
	public String name() {
		return "mail";
	}

	@Override
	public void send(Delivery delivery) throws MessagingException {
		Alert alert = delivery.alert();
		boolean over = delivery.event() == AlertEvent.RESOLVED;
		MimeMessage message = this.mail.createMimeMessage();
		MimeMessageHelper parts = new MimeMessageHelper(message, "UTF-8");
		parts.setFrom(this.settings.from());
		parts.setTo(this.settings.to().toArray(new String[0]));
		parts.setSubject("[Fundbell] " + (over ? "resolved: " : "") + alert.schedule() + " " + alert.kind().word());
		parts.setText(TEXT.formatted(alert.schedule(), alert.kind().word(), alert.message(), alert.raised(),
				over ? ", over at " + alert.resolved() : ""));
		// The same for a repetition, so that mail programs show it once.
		message.setHeader("X-Fundbell-Delivery", delivery.key());
		this.mail.send(message);
	}

}
