package dev.fundbell.sse;

import org.springframework.test.context.TestPropertySource;

/**
 * Base class of tests of a sink with tight limits: queues and buffers that a test fills,
 * replay pages that a test crosses.
 */
@TestPropertySource(properties = { "fundbell.sse.request-timeout=2s", "fundbell.sse.heartbeat=500ms",
		"fundbell.sse.retry=500ms",
		"fundbell.sse.allowed-origins=https://shop.example,http://localhost:[*],http://www.app.localhost:[*],http://www.partner.localhost:[*]",
		"fundbell.sse.queue-size=16KB", "fundbell.sse.send-buffer=8KB", "fundbell.sse.replay.page-size=2",
		"fundbell.sse.replay.overlap=5m", "server.jetty.threads.max=20" })
public abstract class TightSink extends RunningSink {

}
