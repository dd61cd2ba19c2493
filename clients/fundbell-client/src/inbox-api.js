/** An answer other than 2xx. */
export class HttpError extends Error {

  /**
   * @param {number} status
   * @param {number|null} retryAfterMs how long the server asks to stay away, if it says
   */
  constructor(status, retryAfterMs = null) {
    super(`The notification server answered ${status}`);
    this.name = 'HttpError';
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }

}

const ANSWER_WITHIN_MS = 20_000;

/** The HTTP requests of the notification client, all authenticated by cookie. */
export class InboxApi {

  #base;

  /** @param {string|URL} baseUrl where the notification server is; a relative one is of the page's host */
  constructor(baseUrl) {
    this.#base = new URL(baseUrl, globalThis.location?.href);
    if (!this.#base.pathname.endsWith('/')) {
      this.#base.pathname += '/';
    }
  }

  /** @returns {Promise<{items: object[], nextCursor: string|null, unread: number}>} */
  async page(limit, cursor, signal) {
    const url = this.#url('api/notifications', { limit, cursor });
    return (await this.#send(url, {}, signal)).json();
  }

  async markRead(id) {
    await this.#change(this.#url(`api/notifications/${encodeURIComponent(id)}/read`));
  }

  /** @returns {Promise<{marked: number}>} */
  async markAllRead(through) {
    return (await this.#change(this.#url('api/notifications/read', { through }))).json();
  }

  subscription(userId, lastEventId) {
    return this.#url(`api/notification/subscribe/${encodeURIComponent(userId)}`, { heartbeat: 'event', lastEventId });
  }

  /** Why a subscription is refused, which EventSource does not tell: throws the HttpError, or returns when it would be accepted. */
  async explainRefusal(url, signal) {
    const peek = new AbortController();
    try {
      await this.#send(url, { headers: { Accept: 'text/event-stream', Prefer: 'handling=strict' } }, any(signal, peek.signal));
    }
    finally {
      peek.abort();
    }
  }

  #change(url) {
    // The request outlives the page that the user closes.
    return this.#send(url, { method: 'PUT', keepalive: true });
  }

  async #send(url, init, signal = null) {
    const answer = await fetch(url, {
      credentials: 'include',
      cache: 'no-store',
      ...init,
      signal: any(AbortSignal.timeout(ANSWER_WITHIN_MS), signal),
    });
    if (!answer.ok) {
      throw new HttpError(answer.status, retryAfter(answer));
    }
    return answer;
  }

  #url(path, parameters = {}) {
    const url = new URL(path, this.#base);
    for (const [name, value] of Object.entries(parameters)) {
      if (value !== null && value !== undefined) {
        url.searchParams.set(name, value);
      }
    }
    return url;
  }

}

/** Like AbortSignal.any, which Safari lacks before 17.4; a signal may be null. */
function any(...signals) {
  const controller = new AbortController();
  for (const signal of signals.filter(Boolean)) {
    const abort = () => controller.abort(signal.reason);
    signal.addEventListener('abort', abort, { signal: controller.signal });
    if (signal.aborted) {
      abort();
    }
  }
  return controller.signal;
}

function retryAfter(answer) {
  const header = answer.headers.get('Retry-After');
  if (!header) {
    return null;
  }
  const delay = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(delay) ? Math.max(0, delay) : null;
}
