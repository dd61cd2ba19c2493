package dev.fundbell.batch.range;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * Partitioner of the users of fundings. A large funding is cut into ranges of user ids,
 * small fundings next to each other share a partition, so that a funding with a million
 * users and ten thousand fundings with a hundred each are worked off at the same rate.
 */
public final class UserPartitioner implements Partitioner {

	private static final int PAGE = 500;

	private final Supplier<FundingUsers> source;

	private final int atLeast;

	/**
	 * A partitioner.
	 * @param source all fundings of the step, from the first one on
	 * @param atLeast users of a partition, if there are as many
	 */
	public UserPartitioner(Supplier<FundingUsers> source, int atLeast) {
		this.source = source;
		this.atLeast = atLeast;
	}

	@Override
	public Map<String, ExecutionContext> partition(int gridSize) {
		FundingUsers users = this.source.get();
		Cut cut = new Cut(users, Partitions.size(users.total(), gridSize, this.atLeast));
		for (List<FundingUsers.Size> page = users.nextFundings(PAGE); !page.isEmpty(); page = users
			.nextFundings(PAGE)) {
			page.forEach(cut::add);
		}
		return cut.end();
	}

	/** The cut as it is being made. */
	private static final class Cut {

		private final Partitions partitions = new Partitions();

		private final FundingUsers users;

		private final long size;

		private String after;

		private String last;

		private long together;

		private Cut(FundingUsers users, long size) {
			this.users = users;
			this.size = size;
			this.after = users.start();
			this.last = this.after;
		}

		private void add(FundingUsers.Size funding) {
			if (this.together + funding.users() > this.size) {
				endGroup();
			}
			if (funding.users() > this.size) {
				split(funding);
				this.after = funding.key();
			}
			else {
				this.together += funding.users();
			}
			this.last = funding.key();
		}

		private void endGroup() {
			if (!this.last.equals(this.after)) {
				UserPartition.allOf(new KeyRange(this.after, this.last)).putInto(this.partitions.add(this.together));
			}
			this.after = this.last;
			this.together = 0;
		}

		private void split(FundingUsers.Size funding) {
			KeyRange alone = new KeyRange(this.after, funding.key());
			long after = 0;
			while (after < Long.MAX_VALUE) {
				FundingUsers.Part part = this.users.users(funding.fundingId(), after, this.size);
				// The last one also takes users who come after it.
				long through = (part.users() < this.size) ? Long.MAX_VALUE : part.last();
				new UserPartition(alone, after, through).putInto(this.partitions.add(part.users()));
				after = through;
			}
		}

		private Map<String, ExecutionContext> end() {
			endGroup();
			return this.partitions.asMap();
		}

	}

}
