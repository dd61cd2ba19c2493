import { HttpError } from './inbox-api.js';

/** A stream that lived this long counts as healthy: the next failure starts from the shortest delay again. */
const HEALTHY_MS = 10_000;

/** A stream that is silent for so many heartbeats is dead, though nothing tells so. */
const HEARTBEATS_MISSED = 2.5;

/** A page that was hidden this long may hold a connection that died unnoticed, for example in a machine that slept. */
const HIDDEN_MS = 5 * 60_000;

/**
 * Keeps one EventSource alive: `connecting` → `live` → `waiting` → `connecting` …, until `close()` or a refusal that
 * only a new sign-in cures (`signed-out`).
 *
 * After a healthy stream breaks, EventSource itself makes the first new attempt, after the delay that the server
 * chose with `retry:`. When that fails too, or EventSource gives up, or a stream breaks soon after it began, this class
 * takes over with exponential backoff and jitter, so that no outage turns into a storm of requests.
 */
export class LiveConnection {

  #options;
  #source = null;
  #timer = null;
  #watchdog = null;
  #state = Object.freeze({ state: 'closed', retryAt: null, offline: false });
  #failures = 0;
  #liveSince = null;
  #confirmed = false;
  #hiddenSince = null;
  #lifetime = null;
  #attempt = null;
  /** Until then the server has asked to be left alone. */
  #notBefore = 0;

  /**
   * @param {object} options
   * @param {(signal: AbortSignal) => Promise<void>} options.prepare called before each stream that this class opens
   * @param {() => EventTarget} options.openStream gives an EventSource or what behaves like one
   * @param {(signal: AbortSignal) => Promise<void>} options.explainRefusal throws the reason
   * @param {Object<string, (event: MessageEvent) => void>} options.handlers by name of the server's event
   * @param {(state: object) => void} options.onState
   * @param {{minMs: number, maxMs: number}} options.retry
   */
  constructor(options) {
    this.#options = options;
  }

  /** @returns {{state: string, retryAt: Date|null, offline: boolean}} */
  get state() {
    return this.#state;
  }

  /** Aborts the requests of the present attempt when it is over. */
  get signal() {
    return this.#attempt?.signal ?? AbortSignal.abort();
  }

  open() {
    if (this.#lifetime) {
      return;
    }
    this.#lifetime = new AbortController();
    const listening = { signal: this.#lifetime.signal };
    // A network that came back leaves the old connection dead without an error.
    addEventListener('online', () => this.#networkIsBack(), listening);
    addEventListener('offline', () => this.failed(null), listening);
    addEventListener('pagehide', () => this.#suspend(), listening);
    addEventListener('pageshow', (event) => event.persisted && this.retryNow(), listening);
    document.addEventListener('visibilitychange', () => this.#visibilityChanged(), listening);
    this.#connect();
  }

  close() {
    this.#end('closed');
  }

  /** Reconnects at once, whatever the state: for a button, or when something shows that the connection is dead. */
  retryNow() {
    if (this.#lifetime) {
      this.#failures = 0;
      this.#notBefore = 0;
      this.#connect();
    }
  }

  #networkIsBack() {
    if (Date.now() >= this.#notBefore) {
      this.retryNow();
    }
  }

  /** Tells that a request failed: ends the connection when it says "signed out", and otherwise connects again later. */
  failed(error) {
    if (!this.#lifetime) {
      return;
    }
    if (error instanceof HttpError && (error.status === 401 || error.status === 403)) {
      this.#end('signed-out');
      return;
    }
    if (this.#wasHealthy()) {
      this.#failures = 0;
    }
    this.#suspend();
    this.#notBefore = Math.max(this.#notBefore, Date.now() + (error?.retryAfterMs ?? 0));
    const delay = Math.max(this.#backoff(), this.#notBefore - Date.now());
    this.#timer = setTimeout(() => this.#connect(), delay);
    this.#enter('waiting', new Date(Date.now() + delay));
  }

  /**
   * The server has confirmed the subscription.
   *
   * @returns {{again: boolean, joined: boolean}} why something may be missing between `prepare` and now: EventSource came
   *   back by itself; this tab has joined the stream of another
   */
  confirmed() {
    const again = this.#confirmed;
    this.#confirmed = true;
    this.#notBefore = 0;
    this.#liveSince = performance.now();
    this.#enter('live');
    return { again, joined: this.#source?.leads === false };
  }

  /**
   * The server sends something at least this often: if it does not, the connection is dead, and a new one is made.
   *
   * @param {number} everyMs 0 for never
   */
  expectWithin(everyMs) {
    clearTimeout(this.#watchdog);
    if (this.#source && everyMs > 0) {
      this.#watchdog = setTimeout(() => this.retryNow(), everyMs * HEARTBEATS_MISSED);
    }
  }

  async #connect() {
    this.#suspend();
    this.#attempt = new AbortController();
    const { signal } = this.#attempt;
    this.#enter('connecting');
    try {
      await this.#options.prepare(signal);
      if (!signal.aborted) {
        this.#listen(signal);
      }
    }
    catch (error) {
      if (!signal.aborted) {
        this.failed(error);
      }
    }
  }

  #listen(signal) {
    const source = this.#options.openStream();
    this.#source = source;
    this.#confirmed = false;
    for (const [name, handler] of Object.entries(this.#options.handlers)) {
      source.addEventListener(name, handler);
    }
    source.addEventListener('error', () => this.#interrupted(source, signal));
  }

  #interrupted(source, signal) {
    if (source !== this.#source) {
      return;
    }
    if (source.readyState === EventSource.CLOSED) {
      this.#refused(signal);
    }
    else if (this.#wasHealthy()) {
      this.#failures = 0;
      this.#liveSince = null;
      this.#enter('connecting');
    }
    else {
      this.failed(null);
    }
  }

  async #refused(signal) {
    let reason = null;
    try {
      await this.#options.explainRefusal(signal);
    }
    catch (error) {
      reason = error;
    }
    if (!signal.aborted) {
      this.failed(reason);
    }
  }

  #visibilityChanged() {
    if (document.hidden) {
      this.#hiddenSince = Date.now();
      return;
    }
    const longHidden = this.#hiddenSince !== null && Date.now() - this.#hiddenSince > HIDDEN_MS;
    this.#hiddenSince = null;
    if (longHidden) {
      this.retryNow();
    }
  }

  #wasHealthy() {
    return this.#liveSince !== null && performance.now() - this.#liveSince >= HEALTHY_MS;
  }

  /** Between half of the delay and all of it: clients that were cut off together do not come back together. */
  #backoff() {
    const { minMs, maxMs } = this.#options.retry;
    const delay = Math.min(maxMs, minMs * 2 ** this.#failures);
    this.#failures = Math.min(this.#failures + 1, 30);
    return delay * (0.5 + Math.random() / 2);
  }

  /** Holds nothing open: no stream, no request, no timer. An open stream would also keep the page out of the bfcache. */
  #suspend() {
    this.#source?.close();
    this.#source = null;
    this.#attempt?.abort();
    clearTimeout(this.#timer);
    clearTimeout(this.#watchdog);
    this.#liveSince = null;
  }

  #end(state) {
    this.#suspend();
    this.#lifetime?.abort();
    this.#lifetime = null;
    this.#enter(state);
  }

  #enter(state, retryAt = null) {
    this.#state = Object.freeze({ state, retryAt, offline: navigator.onLine === false });
    this.#options.onState(this.#state);
  }

}
