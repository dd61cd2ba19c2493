package dev.fundbell.local.command;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;

import dev.fundbell.local.demo.DemoData;
import dev.fundbell.local.demo.DemoData.FreshCoupon;
import dev.fundbell.local.demo.ServiceDatabase;
import dev.fundbell.local.system.InstallationPaths;
import dev.fundbell.local.system.LocalPorts;
import dev.fundbell.local.system.LocalSystem;
import dev.fundbell.local.system.Secrets;
import dev.fundbell.local.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Command that creates coupons for the demo users and launches the task that notifies
 * them, so that the bell rings in the open pages.
 */
@Command(name = "ring", mixinStandardHelpOptions = true,
		description = "Gives two users a coupon that expires tomorrow, and launches coupon-expiry-task.")
final class RingCommand implements Callable<Integer> {

	private static final String TASK = "coupon-expiry-task";

	@Mixin
	private InstallationOptions installation = new InstallationOptions();

	@Option(names = "--time-zone", paramLabel = "<zone>", defaultValue = "${env:FUNDBELL_TIMEZONE:-Asia/Seoul}",
			description = "The time zone of the business's dates and schedules (default: Asia/Seoul).")
	private ZoneId timeZone = ZoneId.of("Asia/Seoul");

	@Override
	public Integer call() throws SQLException {
		LocalPorts ports = this.installation.runningPorts();
		PrintWriter out = new PrintWriter(Terminal.out(), true);
		FreshCoupon coupon = demoData(ports).load();
		out.printf("User %d (%s) has a coupon that expires tomorrow, %s%n", coupon.userId(), coupon.userName(),
				coupon.expires());
		return LaunchCommand.launch(this.installation.dataFlow(), TASK, List.of(), out);
	}

	private DemoData demoData(LocalPorts ports) throws SQLException {
		InstallationPaths paths = this.installation.paths();
		LocalSystem system = new LocalSystem(paths, ports, Secrets.loadOrCreate(paths.passwords()), this.timeZone);
		return new DemoData(ServiceDatabase.migrated(system.serviceEnvironment()), Clock.systemUTC(), this.timeZone);
	}

}
