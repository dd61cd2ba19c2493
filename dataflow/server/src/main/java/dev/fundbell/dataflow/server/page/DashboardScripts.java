package dev.fundbell.dataflow.server.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import javax.servlet.http.HttpServletRequest;

import org.springframework.core.io.Resource;
import org.springframework.util.StreamUtils;
import org.springframework.web.servlet.resource.ResourceTransformer;
import org.springframework.web.servlet.resource.ResourceTransformerChain;
import org.springframework.web.servlet.resource.TransformedResource;

/**
 * Transformer that adds scripts to the dashboard's index page. The dashboard's own
 * scripts stay as they are, of whatever version.
 */
class DashboardScripts implements ResourceTransformer {

	private static final String START = "<head>";

	private static final String END = "</body>";

	/** Runs before the dashboard's own scripts, which are modules. */
	private static final String SIGN_IN = "<script src=\"../sign-in.js\"></script>";

	private static final String LINK = "<script type=\"module\" src=\"../schedules/dashboard-link.js\"></script>";

	private final boolean link;

	/**
	 * Scripts.
	 * @param link whether to link from the dashboard's menu to the page of the schedules
	 */
	DashboardScripts(boolean link) {
		this.link = link;
	}

	@Override
	public Resource transform(HttpServletRequest request, Resource resource, ResourceTransformerChain chain)
			throws IOException {
		Resource page = chain.transform(request, resource);
		String html = StreamUtils.copyToString(page.getInputStream(), StandardCharsets.UTF_8)
			.replace(START, START + SIGN_IN);
		String all = this.link ? html.replace(END, LINK + END) : html;
		return new TransformedResource(page, all.getBytes(StandardCharsets.UTF_8));
	}

}
