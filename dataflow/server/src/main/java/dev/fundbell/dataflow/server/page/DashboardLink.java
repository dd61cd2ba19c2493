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
 * Transformer that adds one script to the dashboard's index page, which links from its
 * menu to our page. The dashboard's own scripts stay as they are, of whatever version.
 */
class DashboardLink implements ResourceTransformer {

	private static final String END = "</body>";

	private static final String SCRIPT = "<script type=\"module\" src=\"../schedules/dashboard-link.js\"></script>";

	@Override
	public Resource transform(HttpServletRequest request, Resource resource, ResourceTransformerChain chain)
			throws IOException {
		Resource page = chain.transform(request, resource);
		String html = StreamUtils.copyToString(page.getInputStream(), StandardCharsets.UTF_8);
		return new TransformedResource(page, html.replace(END, SCRIPT + END).getBytes(StandardCharsets.UTF_8));
	}

}
