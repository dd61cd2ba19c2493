package dev.fundbell.local.demo;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import dev.fundbell.database.ServiceSchema;
import dev.fundbell.local.demo.DemoData.FreshCoupon;
import dev.fundbell.local.demo.DemoData.FreshFundings;
import dev.fundbell.servers.MariaDbServer;
import dev.fundbell.servers.MariaDbSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.mariadb.jdbc.MariaDbDataSource;

import static org.assertj.core.api.Assertions.assertThat;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoDataIT {

	private static final Instant EVENING_IN_UTC = Instant.parse("2026-11-23T20:00:00Z");

	private MariaDbServer server;

	private MariaDbDataSource dataSource;

	@BeforeAll
	void startServer(@TempDir Path directory) throws SQLException {
		this.server = new MariaDbServer(
				MariaDbSettings.of(directory, "root").withBufferPoolMegabytes(64).withTimeZone("+09:00"))
			.start();
		this.server.createDatabase("fundbell", "p");
		this.dataSource = new MariaDbDataSource(this.server.jdbcUrl("fundbell"));
		this.dataSource.setUser("fundbell");
		this.dataSource.setPassword("p");
		ServiceSchema.migrate(this.dataSource);
	}

	@AfterAll
	void killServer() {
		this.server.kill();
	}

	@Test
	void addsNothingButFreshCouponsTheSecondTime() throws SQLException {
		FreshCoupon first = load();
		long users = count("users");
		long fundings = count("fundings");
		long coupons = count("coupons");

		FreshCoupon second = load();

		assertThat(second.id()).isNotEqualTo(first.id());
		assertThat(count("users")).isEqualTo(users).isPositive();
		assertThat(count("fundings")).isEqualTo(fundings).isPositive();
		assertThat(count("coupons")).isEqualTo(coupons + 2);
	}

	@Test
	void letsTheCouponExpireTomorrowWhereTheBusinessIs() throws SQLException {
		FreshCoupon coupon = load();

		assertThat(coupon.expires()).isEqualTo("2026-11-25");
		assertThat(value("SELECT expiration_date FROM coupons WHERE id = " + coupon.id())).isEqualTo("2026-11-25");
		assertThat(value("SELECT created_at FROM coupons WHERE id = " + coupon.id())).startsWith("2026-11-23 20:00:00");
	}

	@Test
	void addsAFundingForEachWayToEndAndOneThatClosesSoon() throws SQLException {
		load();
		FreshFundings fundings = demoData().addFreshFundings();

		assertThat(value(reached(fundings.succeeding()))).isEqualTo("1 2026-11-23 20:00:00.000000 OPEN");
		assertThat(value(reached(fundings.failing()))).isEqualTo("0 2026-11-23 20:00:00.000000 OPEN");
		assertThat(value("SELECT CONCAT_WS(' ', deadline, status) FROM fundings WHERE id = " + fundings.closing()))
			.isEqualTo("2026-11-24 16:00:00.000000 OPEN");
		assertThat(count("interests WHERE funding_id = " + fundings.closing())).isEqualTo(2);
		assertThat(demoData().addFreshFundings().succeeding()).isNotEqualTo(fundings.succeeding());
	}

	private static String reached(long funding) {
		return """
				SELECT CONCAT_WS(' ', SUM(p.amount) >= f.target_amount, f.deadline, f.status)
				FROM fundings f JOIN participations p ON p.funding_id = f.id WHERE f.id = %d
				""".formatted(funding);
	}

	private FreshCoupon load() {
		return demoData().load();
	}

	private DemoData demoData() {
		return new DemoData(this.dataSource, Clock.fixed(EVENING_IN_UTC, ZoneOffset.UTC), ZoneId.of("Asia/Seoul"));
	}

	private long count(String table) throws SQLException {
		return Long.parseLong(value("SELECT COUNT(*) FROM " + table));
	}

	private String value(String sql) throws SQLException {
		try (Connection connection = this.dataSource.getConnection();
				Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery(sql)) {
			result.next();
			return result.getString(1);
		}
	}

}
