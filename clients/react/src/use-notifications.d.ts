import type { Connection, Notification } from 'fundbell-client';

export { HttpError, type Connection, type Notification } from 'fundbell-client';

export interface UseNotificationsOptions {
  /** The user whose notifications are read. With null, while no user is signed in, the hook does not connect. */
  userId: number | string | null | undefined;
  /** Where the notification server is; by default the page's own host. */
  baseUrl?: string | URL;
  /** Notifications per page; 20 by default. */
  pageSize?: number;
  /** Called for each new notification, once for each id. */
  onNotification?: (notification: Notification) => void;
}

export interface NotificationsState {
  /** Newest first. */
  readonly items: readonly Notification[];
  /** How many are unread, also of those that are not among the items yet. */
  readonly unread: number;
  /** Whether `loadMore()` would bring older ones. */
  readonly hasMore: boolean;
  /** Whether the inbox has been fetched at least once. */
  readonly loaded: boolean;
  readonly connection: Connection;
}

export interface Notifications extends NotificationsState {
  /** Appends the next older page. Rejects when the server cannot be reached. */
  loadMore(): Promise<void>;
  /** Shown as read at once; taken back, and rejected, when the server cannot be told. */
  markRead(id: number): Promise<void>;
  /** Marks as read all that had come when it was called. */
  markAllRead(): Promise<void>;
  /** While waiting: connects now. */
  retryNow(): void;
  /** Connects again after a sign-in, from the connection's state `signed-out`. */
  open(): void;
}

/** A user's notifications, live; shared by all components that ask for the same user's. */
export function useNotifications(options: UseNotificationsOptions): Notifications;
