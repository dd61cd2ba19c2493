package dev.fundbell.sse;

import org.springframework.test.context.TestPropertySource;

/** Base class of tests of a sink that takes few streams, which do not live long. */
@TestPropertySource(properties = { "fundbell.sse.max-connections=4", "fundbell.sse.max-connections-per-user=2",
		"fundbell.sse.heartbeat=200ms", "fundbell.sse.lifetime=10s", "fundbell.sse.retry=0",
		"fundbell.sse.local.session=1h", "fundbell.sse.warm-up=300" })
public abstract class LimitedSink extends RunningSink {

}
