package dev.fundbell.dataflow.server.launch;

import java.util.Map;

import dev.fundbell.dataflow.server.InvalidRequestException;
import org.jspecify.annotations.Nullable;

import org.springframework.cloud.dataflow.rest.util.DeploymentPropertiesUtils;

/**
 * Parser of the comma-separated properties of a launch or a schedule, in Data Flow's own
 * format. A property that Data Flow would drop silently is refused.
 */
public final class LaunchProperties {

	private LaunchProperties() {
	}

	/**
	 * Splits properties.
	 * @param text such as {@code app.probe.a=b,deployer.probe.local.memory=64m}; null is
	 * none
	 * @throws InvalidRequestException with a sentence if one has no name or no value
	 */
	public static Map<String, String> parse(@Nullable String text) {
		for (String property : DeploymentPropertiesUtils.parseParamList(text, ",")) {
			String[] nameAndValue = property.split("=", 2);
			if (nameAndValue.length < 2 || nameAndValue[0].strip().endsWith(".")) {
				throw new InvalidRequestException(
						"'" + property.strip() + "' is no property: it is written name=value, with a name.");
			}
		}
		return DeploymentPropertiesUtils.parse(text);
	}

}
