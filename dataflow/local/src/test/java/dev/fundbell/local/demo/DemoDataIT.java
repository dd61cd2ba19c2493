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

import dev.fundbell.funding.FundingSchema;
import dev.fundbell.local.demo.DemoData.FreshCoupon;
import dev.fundbell.local.services.MariaDbServer;
import dev.fundbell.local.services.MariaDbSettings;
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
		FundingSchema.migrate(this.dataSource);
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

	private FreshCoupon load() {
		return new DemoData(this.dataSource, Clock.fixed(EVENING_IN_UTC, ZoneOffset.UTC), ZoneId.of("Asia/Seoul"))
			.load();
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
