package dev.fundbell.dataflow.server.cluster;

import java.time.Clock;
import java.time.Duration;
import java.util.stream.Collectors;

import dev.fundbell.dataflow.server.Rounds;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.cloud.dataflow.server.config.features.LocalPlatformProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Wiring of the heartbeat. */
@Configuration(proxyBeanMethods = false)
class ClusterConfiguration {

	@Bean
	Servers servers(JdbcTemplate jdbc, Clock clock, Rounds rounds, LocalPlatformProperties platform,
			@Value("${fundbell.schedules.heartbeat:20s}") Duration heartbeat) {
		Servers servers = new Servers(jdbc, clock, directories(platform));
		rounds.every(heartbeat, "The heartbeat", servers::beat);
		return servers;
	}

	private static String directories(LocalPlatformProperties platform) {
		return platform.getAccounts()
			.values()
			.stream()
			.map((account) -> account.getWorkingDirectoriesRoot().toAbsolutePath().normalize().toString())
			.sorted()
			.distinct()
			.collect(Collectors.joining(":"));
	}

}
