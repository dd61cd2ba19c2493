/** A tab that leads and does not answer within this time is frozen or gone. */
const ANSWER_WITHIN_MS = 3000;

const CHECK_EVERY_MS = 20_000;

/**
 * An EventSource that all tabs of a browser share: over HTTP/1.1 a browser opens six connections to a server, and a
 * stream in each of seven tabs would leave none for the page itself.
 *
 * One tab holds a Web Lock, has the real EventSource and passes what comes to the others over a BroadcastChannel. When it
 * closes, the lock goes to another tab, which subscribes from the last event it knows of. A leader that does not answer,
 * because its tab is suspended, loses the lock to a visible tab.
 */
export class SharedEventSource extends EventTarget {

  /** The same meaning as that of an EventSource, in every tab. */
  readyState = EventSource.CONNECTING;

  #name;
  #url;
  #eventNames;
  #channel;
  #source = null;
  #queueing = null;
  #closed = new AbortController();
  #id = crypto.randomUUID();
  /** The first event of the stream, for tabs that come later; null while the stream is not open. */
  #greeting = null;
  #answered = false;
  #timer = null;

  static get supported() {
    return 'locks' in navigator && 'BroadcastChannel' in globalThis;
  }

  /**
   * @param {string} name the same in all tabs that share
   * @param {() => URL} url the address at the moment when this tab begins to lead
   * @param {string[]} eventNames
   */
  constructor(name, url, eventNames) {
    super();
    this.#name = name;
    this.#url = url;
    this.#eventNames = eventNames;
    this.#channel = new BroadcastChannel(name);
    this.#channel.addEventListener('message', ({ data }) => this.#heard(data));
    this.#queue();
    this.#checkLeader();
  }

  /** Whether this tab has the stream, which then goes on from the event in its address; a tab that joins may miss some. */
  get leads() {
    return this.#source !== null;
  }

  close() {
    this.readyState = EventSource.CLOSED;
    this.#source?.close();
    this.#channel.close();
    clearTimeout(this.#timer);
    this.#queueing?.abort();
    this.#closed.abort();
  }

  async #queue() {
    this.#queueing = new AbortController();
    await this.#request({ signal: this.#queueing.signal });
  }

  async #steal() {
    this.#queueing.abort();
    await this.#request({ steal: true });
  }

  /** Ends when this tab closes, or leaves the queue, or loses the lock to another tab. */
  async #request(options) {
    try {
      await navigator.locks.request(this.#name, options, () => this.#lead());
    }
    catch (error) {
      if (error.name !== 'AbortError') {
        // A frame without an origin of its own has no locks.
        this.#lead();
      }
      else if (this.#source && this.readyState !== EventSource.CLOSED) {
        this.#source.close();
        this.#source = null;
        this.#queue();
        this.#checkLeader();
      }
    }
  }

  #lead() {
    const { signal } = this.#closed;
    if (signal.aborted) {
      return null;
    }
    clearTimeout(this.#timer);
    const source = new EventSource(this.#url(), { withCredentials: true });
    this.#source = source;
    for (const name of this.#eventNames) {
      source.addEventListener(name, ({ data }) => this.#pass(name, data));
    }
    source.addEventListener('error', () => this.#broken(source));
    return new Promise((release) => {
      signal.addEventListener('abort', release);
    });
  }

  #pass(name, data) {
    this.#greeting ??= { name, data };
    this.#channel.postMessage({ name, data });
    this.#emit(name, data);
  }

  #broken(source) {
    this.#greeting = null;
    this.readyState = source.readyState;
    if (source.readyState === EventSource.CONNECTING) {
      // Otherwise this tab lets go of the lock, and the next one tries for itself.
      this.#channel.postMessage({ broken: true });
    }
    this.dispatchEvent(new Event('error'));
  }

  #heard({ name, data, broken, hello, welcome, greeting }) {
    if (hello && this.leads) {
      this.#channel.postMessage({ welcome: hello, greeting: this.#greeting });
    }
    else if (name) {
      this.#greeting ??= { name, data };
      this.#emit(name, data);
    }
    else if (broken) {
      this.#greeting = null;
      this.readyState = EventSource.CONNECTING;
      this.dispatchEvent(new Event('error'));
    }
    else if (welcome === this.#id) {
      this.#welcomed(greeting);
    }
  }

  #welcomed(greeting) {
    this.#answered = true;
    if (greeting && !this.#greeting) {
      this.#greeting = greeting;
      this.#emit(greeting.name, greeting.data);
    }
  }

  #checkLeader() {
    this.#answered = false;
    this.#channel.postMessage({ hello: this.#id });
    this.#timer = setTimeout(() => {
      if (!this.#answered && !document.hidden) {
        this.#steal();
      }
      else {
        this.#timer = setTimeout(() => this.#checkLeader(), CHECK_EVERY_MS);
      }
    }, ANSWER_WITHIN_MS);
  }

  #emit(name, data) {
    this.readyState = EventSource.OPEN;
    this.dispatchEvent(new MessageEvent(name, { data }));
  }

}
