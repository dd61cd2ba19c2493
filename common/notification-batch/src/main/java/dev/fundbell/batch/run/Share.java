package dev.fundbell.batch.run;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.job.parameters.JobParameters;

/**
 * Share of a run's rows, where several executions on several machines divide the work.
 * Blocks of ids go to the shares in turn. Each id therefore belongs to exactly one share,
 * also when rows are inserted, deleted or processed meanwhile.
 *
 * @param number this share, from 1
 * @param of how many shares there are
 */
public record Share(int number, int of) {

	/** The whole. */
	public static final Share ALL = new Share(1, 1);

	/** The job parameter. */
	public static final String PARAMETER = "partition";

	/** Neighbouring ids of one share. */
	private static final int BLOCK = 1000;

	private static final int MAX = 64;

	private static final Pattern TEXT = Pattern.compile("\\s*([0-9]{1,2})/([0-9]{1,2})\\s*");

	/**
	 * Reads the option {@code --partition}.
	 * @param text such as {@code 2/4}; nothing for the whole
	 * @throws InvalidRunParameterException if it cannot be used
	 */
	public static Share of(@Nullable String text) {
		if (text == null || text.isBlank()) {
			return ALL;
		}
		Matcher matcher = TEXT.matcher(text);
		if (matcher.matches()) {
			Share share = new Share(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
			if (share.number >= 1 && share.number <= share.of && share.of <= MAX) {
				return share;
			}
		}
		throw new InvalidRunParameterException(
				"--partition must be a share such as 2/4, the second of four, of at most %d shares, but is '%s'"
					.formatted(MAX, text));
	}

	/** The share of a job execution. */
	public static Share of(JobParameters parameters) {
		return of(parameters.getString(PARAMETER));
	}

	/** Whether there are other shares. */
	public boolean isPart() {
		return this.of > 1;
	}

	/**
	 * A condition in SQL for the rows of the share.
	 * @param id the column of the id
	 */
	public String condition(String id) {
		return isPart() ? " AND (%s DIV %d) %% %d = %d ".formatted(id, BLOCK, this.of, this.number - 1) : "";
	}

	@Override
	public String toString() {
		return this.number + "/" + this.of;
	}

}
