package dev.fundbell.sms.delivery;

import java.util.Collection;
import java.util.Map;

/** Tells which notifications are not true any more. */
@FunctionalInterface
interface StillTrue {

	/**
	 * The reasons against sending, asked right before a call.
	 * @param type the notifications' type
	 * @param notificationIds which
	 * @return the ids of those that are not true any more, each with a short reason
	 */
	Map<Long, String> reasons(String type, Collection<Long> notificationIds);

}
