package dev.fundbell.local.startup;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

import dev.fundbell.local.definition.DefinitionScripts;
import dev.fundbell.local.system.InstallationPaths;
import dev.fundbell.local.system.LocalPorts;
import dev.fundbell.servers.Ports;

/**
 * The project's definition scripts, with the values of their placeholders on this
 * machine.
 */
final class LocalDefinitions {

	private LocalDefinitions() {
	}

	/**
	 * @param businessZone the time zone of the business's dates and schedules
	 */
	static DefinitionScripts of(InstallationPaths paths, LocalPorts ports, ZoneId businessZone) {
		Map<String, String> values = new HashMap<>(DefinitionScripts.builtApps(paths.home()));
		values.put("STREAM_PROPERTIES", paths.definitions().resolve("local.properties").toString());
		values.put("STATE_DIRECTORY", paths.directory().toString().replace('\\', '/'));
		values.put("SINK_ADDRESS", Ports.HOST);
		values.put("SINK_PORT", Integer.toString(ports.sink()));
		values.put("SMS_PORT", Integer.toString(ports.sms()));
		values.put("BUSINESS_TIME_ZONE", businessZone.getId());
		// Data that a developer has tried out is still there a year later.
		values.put("RETENTION_DRY_RUN", "true");
		return new DefinitionScripts(paths.definitions(), values);
	}

}
