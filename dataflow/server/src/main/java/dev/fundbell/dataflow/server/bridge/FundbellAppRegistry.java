package dev.fundbell.dataflow.server.bridge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import dev.fundbell.dataflow.server.InvalidRequestException;
import org.jspecify.annotations.Nullable;

import org.springframework.cloud.dataflow.audit.service.AuditRecordService;
import org.springframework.cloud.dataflow.core.AppRegistration;
import org.springframework.cloud.dataflow.registry.repository.AppRegistrationRepository;
import org.springframework.cloud.dataflow.registry.service.DefaultAppRegistryService;
import org.springframework.cloud.dataflow.registry.support.AppResourceCommon;
import org.springframework.context.annotation.Primary;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.UrlResource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Data Flow's app registry with three changes. A wrong app URI is refused with the
 * reason, a file is deployed also from a folder with the version in its name, and a bulk
 * import registers apps by {@link BootVersion} unless its file gives another.
 */
@Service
@Primary
@Transactional
class FundbellAppRegistry extends DefaultAppRegistryService {

	FundbellAppRegistry(AppRegistrationRepository registrations, AppResourceCommon resources,
			AuditRecordService audit) {
		super(registrations, resources, audit);
	}

	@Override
	public String getResourceVersion(String uri) {
		AppUris.validate(uri, null);
		return super.getResourceVersion(uri);
	}

	@Override
	public String getResourceWithoutVersion(Resource resource) {
		return (resource instanceof UrlResource) ? AppUris.withoutVersion(uri(resource), getResourceVersion(resource))
				: super.getResourceWithoutVersion(resource);
	}

	private static String uri(Resource resource) {
		try {
			return resource.getURI().toString();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void validate(@Nullable AppRegistration existing, String uri, String version) {
		AppUris.validate(uri, version);
		try {
			super.validate(existing, uri, version);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidRequestException(ex.getMessage() + ": unregister the application first.");
		}
	}

	@Override
	public List<AppRegistration> importAll(boolean overwrite, Resource... resources) {
		return super.importAll(overwrite, Stream.of(resources).map(this::withBootVersions).toArray(Resource[]::new));
	}

	private Resource withBootVersions(Resource resource) {
		try (var content = resource.getInputStream()) {
			String lines = new String(content.readAllBytes(), StandardCharsets.UTF_8);
			return new ByteArrayResource(BulkImport.withBootVersions(lines).getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new InvalidRequestException(resource.getDescription() + " cannot be read: " + ex.getMessage());
		}
	}

}
