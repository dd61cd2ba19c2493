package dev.fundbell.dataflow.server.page;

import org.springframework.http.CacheControl;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Wiring of the page for support staff at {@code /support/}, which shows traces of
 * notifications. Its files are static, and speak the REST API that the command line
 * speaks. Style sheets and some scripts are those of the page of the schedules.
 */
@Component
class SupportPage implements WebMvcConfigurer {

	static final String PATH = "/support/";

	@Override
	public void addViewControllers(ViewControllerRegistry views) {
		views.addRedirectViewController("/support", PATH);
		views.addViewController(PATH).setViewName("forward:" + PATH + "index.html");
	}

	@Override
	public void addResourceHandlers(ResourceHandlerRegistry resources) {
		resources.addResourceHandler(PATH + "**")
			.addResourceLocations("classpath:/static" + PATH)
			.setCacheControl(CacheControl.noCache());
	}

}
