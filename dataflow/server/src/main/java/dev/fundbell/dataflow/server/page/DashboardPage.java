package dev.fundbell.dataflow.server.page;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.CacheControl;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Wiring of Data Flow's dashboard with {@link DashboardScripts}.
 */
@Component
class DashboardPage implements WebMvcConfigurer {

	private final ObjectProvider<SchedulesPage> schedules;

	DashboardPage(ObjectProvider<SchedulesPage> schedules) {
		this.schedules = schedules;
	}

	@Override
	public void addResourceHandlers(ResourceHandlerRegistry resources) {
		resources.addResourceHandler("/dashboard/index.html")
			.addResourceLocations("classpath:/public/")
			.setCacheControl(CacheControl.noCache())
			.setUseLastModified(false)
			.resourceChain(true)
			.addTransformer(new DashboardScripts(this.schedules.getIfAvailable() != null));
	}

}
