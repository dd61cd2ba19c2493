package dev.fundbell.test;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

import dev.fundbell.funding.Coupon;
import dev.fundbell.funding.Coupons;
import dev.fundbell.funding.Funding;
import dev.fundbell.funding.Fundings;
import dev.fundbell.funding.User;
import dev.fundbell.funding.Users;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The domain on the real database, with a session zone and a JVM zone that are neither
 * UTC nor the business's. It lives here because test-support depends on the domain.
 */
@SpringBootTest(properties = "spring.jpa.hibernate.ddl-auto=validate")
@WithRealServices
class FundingDomainIT {

	private static final Instant NOW = Instant.parse("2026-11-22T23:30:00.123456Z");

	@Autowired
	private Users users;

	@Autowired
	private Fundings fundings;

	@Autowired
	private Coupons coupons;

	@Autowired
	private JdbcClient jdbc;

	@Test
	void storesInstantsInUtcToTheMicrosecond() {
		User user = this.users.save(new User("김하늘", Locale.KOREAN, "+821012345678", NOW));
		assertThat(stored("SELECT created_at FROM users WHERE id = ?", user.getId()))
			.isEqualTo("2026-11-22 23:30:00.123456");
		assertThat(this.users.findById(user.getId())).get()
			.satisfies((found) -> assertThat(found.getCreatedAt()).isEqualTo(NOW))
			.satisfies((found) -> assertThat(found.getLocale()).isEqualTo(Locale.KOREAN));
	}

	@Test
	void storesDatesAsTheyAre() {
		User user = this.users.save(new User("Ada", Locale.ENGLISH, null, NOW));
		Funding funding = this.fundings.save(new Funding("Moonlight Lamp", 1_000_000, NOW, NOW));
		Coupon coupon = this.coupons
			.save(new Coupon(user.getId(), funding.getId(), 5000, LocalDate.parse("2026-11-24"), NOW));
		assertThat(stored("SELECT expiration_date FROM coupons WHERE id = ?", coupon.getId())).isEqualTo("2026-11-24");
		assertThat(this.coupons.findById(coupon.getId())).get()
			.satisfies((found) -> assertThat(found.getExpirationDate()).isEqualTo("2026-11-24"));
	}

	@Test
	void keepsOneNotificationABusinessKey() {
		String insert = """
				INSERT INTO notifications (type, user_id, subject_id, due_date, message, state, created_at)
				VALUES ('COUPON_DEADLINE', 1, 1, ?, 'text', 'CREATED', '2026-11-23')
				""";
		this.jdbc.sql(insert).param(LocalDate.parse("2026-11-24")).update();
		this.jdbc.sql(insert).param(LocalDate.parse("2026-11-25")).update();
		assertThatExceptionOfType(DataIntegrityViolationException.class)
			.isThrownBy(() -> this.jdbc.sql(insert).param(LocalDate.parse("2026-11-24")).update());
	}

	@Test
	void keepsRowsOfTestClassesApart() {
		assertThat(new Rows(RealServices.get().fundbellDatabase().dataSource()).count("users")).isZero();
	}

	private String stored(String sql, long id) {
		List<String> values = this.jdbc.sql(sql).param(id).query((row, number) -> row.getString(1)).list();
		assertThat(values).hasSize(1);
		return values.get(0);
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

	}

}
