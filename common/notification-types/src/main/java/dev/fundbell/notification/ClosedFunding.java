package dev.fundbell.notification;

import java.time.LocalDate;

/**
 * Facts of a closed funding that notifications mention.
 *
 * @param id its id
 * @param title its title
 * @param dueDate the date of its deadline, as it was kept when the funding was closed: no
 * run computes it again, since another run may have another business zone
 */
public record ClosedFunding(long id, String title, LocalDate dueDate) {

}
