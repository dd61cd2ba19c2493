package dev.fundbell.sse.clients;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Client that runs until it is closed, and the messages that it has passed on. */
abstract class RunningClient implements AutoCloseable {

	private static final Pattern NOTIFICATION = Pattern.compile("\\{\"notificationId\":(\\d+),.*}");

	private final List<Message> messages = new CopyOnWriteArrayList<>();

	void add(Message message) {
		this.messages.add(message);
	}

	List<Message> messages() {
		return List.copyOf(this.messages);
	}

	/** How many times it has connected. */
	long greetings() {
		return this.messages.stream().filter(Message::isGreeting).count();
	}

	/**
	 * The ids of the notifications, in the order of arrival, repetitions included.
	 */
	List<Long> notificationIds() {
		return this.messages.stream().filter(Message::isNotification).map(Message::notificationId).toList();
	}

	@Override
	public abstract void close();

	/**
	 * A message as the client passes it on.
	 *
	 * @param event its name
	 * @param id the id to come back with
	 * @param data its text
	 */
	record Message(String event, String id, String data) {

		boolean isGreeting() {
			return this.event.equals("sse") && this.data.equals("connect completed");
		}

		boolean isNotification() {
			return this.event.equals("sse") && NOTIFICATION.matcher(this.data).matches()
					&& this.id.equals(Long.toString(notificationId()));
		}

		long notificationId() {
			Matcher notification = NOTIFICATION.matcher(this.data);
			return notification.matches() ? Long.parseLong(notification.group(1)) : -1;
		}

	}

}
