package dev.fundbell.local;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;

import dev.fundbell.local.demo.DemoData;
import dev.fundbell.local.demo.DemoData.FreshCoupon;
import dev.fundbell.local.demo.ServiceDatabase;
import dev.fundbell.local.system.Layout;
import dev.fundbell.local.system.LocalPorts;
import dev.fundbell.local.system.LocalSystem;
import dev.fundbell.local.system.Secrets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Lets the bell ring in the pages that are open.
 */
@Command(name = "ring", mixinStandardHelpOptions = true,
		description = "Gives two users a coupon that expires tomorrow, and launches coupon-expiry-task.")
final class RingCommand implements Callable<Integer> {

	@Mixin
	private StateOptions state = new StateOptions();

	@Option(names = "--time-zone", paramLabel = "<zone>", defaultValue = "${env:FUNDBELL_TIMEZONE:-Asia/Seoul}",
			description = "Where the business has its dates (default: Asia/Seoul).")
	private ZoneId timeZone = ZoneId.of("Asia/Seoul");

	@Override
	public Integer call() throws SQLException {
		LocalPorts ports = this.state.runningPorts();
		PrintWriter out = new PrintWriter(Program.out(), true);
		FreshCoupon coupon = demoData(ports).load();
		out.printf("User %d (%s) has a coupon that expires tomorrow, %s%n", coupon.userId(), coupon.userName(),
				coupon.expires());
		return LaunchCommand.launch(this.state.dataFlow(), FirstRing.TASK, List.of(), out);
	}

	private DemoData demoData(LocalPorts ports) throws SQLException {
		Layout layout = this.state.layout();
		LocalSystem system = new LocalSystem(layout, ports, Secrets.loadOrCreate(layout.passwords()), this.timeZone);
		return new DemoData(ServiceDatabase.migrated(system.serviceEnvironment()), Clock.systemUTC(), this.timeZone);
	}

}
