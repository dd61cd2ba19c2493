package dev.fundbell.sse.recent;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The hash table from users to their newest entries. */
class NewestOfUsersTests {

	private final NewestOfUsers newest = new NewestOfUsers();

	@Test
	void knowsNoEntryOfOtherUsers() {
		this.newest.put(0, 5);
		assertThat(this.newest.get(0)).isEqualTo(5);
		assertThat(this.newest.get(1)).isEqualTo(NewestOfUsers.NONE);
	}

	/** Few users and many of them, so that it is full of neighbours, and grows. */
	@RepeatedTest(20)
	void isAMap(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		int users = 1 + random.nextInt(200);
		Map<Long, Long> expected = new HashMap<>();
		for (long entry = 0; entry < 5000; entry++) {
			long userId = random.nextInt(users) * 1_000_003L;
			if (random.nextInt(3) == 0 && expected.remove(userId) != null) {
				this.newest.remove(userId);
			}
			else {
				expected.put(userId, entry);
				this.newest.put(userId, entry);
			}
			assertThat(this.newest.get(userId)).isEqualTo(expected.getOrDefault(userId, NewestOfUsers.NONE));
		}
		for (long user = 0; user < users; user++) {
			long userId = user * 1_000_003L;
			assertThat(this.newest.get(userId)).isEqualTo(expected.getOrDefault(userId, NewestOfUsers.NONE));
		}
	}

}
