package dev.fundbell.dataflow.server.page;

import dev.fundbell.dataflow.server.OwnSchedules;

import org.springframework.http.CacheControl;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Wiring of the operators' page for schedules at {@code /schedules/}. Its files are
 * static, and speak the REST API that the command line speaks.
 */
@Component
@OwnSchedules
class SchedulesPage implements WebMvcConfigurer {

	static final String PATH = "/schedules/";

	@Override
	public void addViewControllers(ViewControllerRegistry views) {
		// With the slash: the addresses within the page are relative to it.
		views.addRedirectViewController("/schedules", PATH);
		views.addViewController(PATH).setViewName("forward:" + PATH + "index.html");
	}

	@Override
	public void addResourceHandlers(ResourceHandlerRegistry resources) {
		// Asked for each time, so that a page and its scripts are of one version.
		resources.addResourceHandler(PATH + "**")
			.addResourceLocations("classpath:/static" + PATH)
			.setCacheControl(CacheControl.noCache());
	}

}
