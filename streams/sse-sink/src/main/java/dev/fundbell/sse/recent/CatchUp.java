package dev.fundbell.sse.recent;

import java.util.List;

/**
 * Result of asking the recent past for a client that comes back.
 *
 * @param complete whether memory reaches back to the client's last event; if not, the
 * database has the rest
 * @param missed notifications that the client has not received, in the order of the
 * topic; if not complete, all of its user that are in memory
 * @param place where the client is once it has received them
 */
public record CatchUp(boolean complete, List<RecentNotification> missed, Place place) {

}
