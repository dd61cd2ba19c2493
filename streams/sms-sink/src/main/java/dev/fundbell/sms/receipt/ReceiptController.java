package dev.fundbell.sms.receipt;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

import dev.fundbell.sms.delivery.DeliveryReceipts;
import dev.fundbell.sms.gateway.GatewayChainProperties;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * HTTP endpoint for delivery receipts, the only one that a gateway needs to reach. A
 * gateway without options for receipts has none.
 */
@RestController
class ReceiptController {

	private static final Logger log = LoggerFactory.getLogger(ReceiptController.class);

	private static final int LONGEST = 256 * 1024;

	private final Map<String, ReceiptSource> sources = new TreeMap<>();

	private final DeliveryReceipts receipts;

	ReceiptController(GatewayChainProperties properties, DeliveryReceipts receipts) {
		properties.gateways().forEach((name, options) -> {
			if (options.receipts() != null) {
				this.sources.put(name, new ReceiptSource(options.receipts()));
			}
		});
		this.receipts = receipts;
	}

	/**
	 * Takes receipts. Any answer but 2xx makes the gateway repeat them.
	 * @param gateway the gateway's name
	 * @param secret the rest of the path, if there is any
	 */
	@PostMapping({ "/sms/receipts/{gateway}", "/sms/receipts/{gateway}/{secret}" })
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void receive(@PathVariable String gateway, @PathVariable(required = false) @Nullable String secret,
			HttpServletRequest request) throws IOException {
		ReceiptSource source = this.sources.get(gateway);
		if (source == null || !source.hasPath(secret)) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
		byte[] body = request.getInputStream().readNBytes(LONGEST + 1);
		if (body.length > LONGEST) {
			throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE);
		}
		if (!source.isSigned(body, request.getHeader(source.signatureHeader()))) {
			log.warn("A receipt of gateway {} is not signed with its secret", gateway);
			throw new ResponseStatusException(HttpStatus.UNAUTHORIZED);
		}
		store(gateway, source, body, reference(request.getQueryString()));
	}

	// The query string alone: asking for a parameter would read the body of a form.
	private static @Nullable String reference(@Nullable String query) {
		return (query != null)
				? UriComponentsBuilder.newInstance().query(query).build().getQueryParams().getFirst("reference") : null;
	}

	private void store(String gateway, ReceiptSource source, byte[] body, @Nullable String reference) {
		try {
			source.read(body, reference).forEach((receipt) -> this.receipts.store(gateway, receipt));
		}
		catch (JacksonException ex) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "The body is not JSON", ex);
		}
		catch (DataAccessException | TransactionException ex) {
			log.warn("Receipts of gateway {} cannot be stored; it is asked to repeat them: {}", gateway, ex.toString());
			throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "Later", ex);
		}
	}

}
