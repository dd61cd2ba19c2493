/** A notification in the inbox. Times are ISO instants. */
export interface Notification {
  readonly notificationId: number;
  /** For example `COUPON_DEADLINE`. */
  readonly type: string;
  /** In the user's language; text, not HTML. */
  readonly message: string;
  readonly fundingId: number | null;
  readonly couponId: number | null;
  readonly createdAt: string;
  /** Null while it is known from the stream alone. */
  readonly publishedAt: string | null;
  /** When it came, for one that is known from the stream alone. */
  readonly receivedAt?: string;
  readonly expiresAt: string | null;
  readonly readAt: string | null;
}

export interface Connection {
  readonly state: 'closed' | 'connecting' | 'live' | 'waiting' | 'signed-out';
  /** While it waits: when it tries again. */
  readonly retryAt: Date | null;
  /** Whether the browser says that it has no network. */
  readonly offline: boolean;
}

export interface NotificationClientOptions {
  userId: number | string;
  /** Where the notification server is; by default the page's own host. */
  baseUrl?: string | URL;
  /** Notifications per page; 20 by default. */
  pageSize?: number;
  /** How many are held at most; 500 by default. */
  maxItems?: number;
  /** Limits of the delay between attempts to connect; by default 1 s and 60 s. */
  retry?: { minMs: number; maxMs: number };
  /**
   * The least time between two fetches of the inbox, and the usual one; within how long after a reconnect it is fetched,
   * with jitter; by default 1 s, 5 min and 5 s.
   */
  resync?: { minMs?: number; everyMs?: number; spreadMs?: number };
  /** Whether the tabs of a browser share one stream; true by default. */
  shared?: boolean;
}

export interface NotificationClientEvents {
  /** Items, unread, hasMore or loaded have changed. */
  change: CustomEvent<null>;
  /** A new notification, once for each id. */
  notification: CustomEvent<Notification>;
  connection: CustomEvent<Connection>;
  /** The server does not accept the cookie; `open()` again after a sign-in. */
  'signed-out': CustomEvent<null>;
}

/** A user's notifications, live. */
export class NotificationClient extends EventTarget {
  constructor(options: NotificationClientOptions);

  /** Newest first. */
  get items(): readonly Notification[];

  /** How many are unread, also of those that are not among the items yet. */
  get unread(): number;

  /** Whether `loadMore()` would bring older ones. */
  get hasMore(): boolean;

  /** Whether the inbox has been fetched at least once. */
  get loaded(): boolean;

  get connection(): Connection;

  /** Fetches the inbox and subscribes. No effect when open. */
  open(): void;

  /** Ends the subscription and every timer. The items stay; `open()` goes on from them. */
  close(): void;

  /** While waiting: tries now. */
  retryNow(): void;

  /** Appends the next older page. Rejects when the server cannot be reached. */
  loadMore(): Promise<void>;

  /** Shown as read at once; taken back, and rejected, when the server cannot be told. */
  markRead(id: number): Promise<void>;

  /** Marks as read all that had come when it was called. */
  markAllRead(): Promise<void>;

  addEventListener<K extends keyof NotificationClientEvents>(type: K,
    listener: (this: NotificationClient, event: NotificationClientEvents[K]) => void,
    options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions): void;

  removeEventListener<K extends keyof NotificationClientEvents>(type: K,
    listener: (this: NotificationClient, event: NotificationClientEvents[K]) => void,
    options?: boolean | EventListenerOptions): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject | null,
    options?: boolean | EventListenerOptions): void;
}

/** An answer of the server other than 2xx; requests are rejected with it. */
export class HttpError extends Error {
  constructor(status: number, retryAfterMs?: number | null);

  readonly status: number;
  /** How long the server asks to stay away, if it says so. */
  readonly retryAfterMs: number | null;
}
