import { useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { clientOf, join, keyOf, NOTHING, stateOf } from './shared-clients.js';

export { HttpError } from 'fundbell-client';

const nothing = () => {};

/**
 * Shows a user's notifications, live. The connection opens with the first component that asks for the user's, is shared
 * with all others, and closes with the last. On a server it gives an empty inbox and connects to nothing.
 *
 * @param {import('./use-notifications.js').UseNotificationsOptions} options
 * @returns {import('./use-notifications.js').Notifications}
 */
export function useNotifications({ userId, baseUrl, pageSize, onNotification }) {
  const key = keyOf({ userId, baseUrl, pageSize });
  const subscribe = useCallback((changed) => (key === null ? nothing : join(key, changed)), [key]);
  const state = useSyncExternalStore(subscribe, () => stateOf(key), () => NOTHING);
  useAnnouncements(key, onNotification);
  const actions = useMemo(() => actionsOf(key), [key]);
  return { ...state, ...actions };
}

/** Calls the function of the latest rendering, so that a new one in each rendering costs nothing. */
function useAnnouncements(key, onNotification) {
  const latest = useRef(onNotification);
  useEffect(() => {
    latest.current = onNotification;
  });
  useEffect(() => {
    if (key === null) {
      return undefined;
    }
    const leave = join(key, nothing);
    const client = clientOf(key);
    const announce = ({ detail }) => latest.current?.(detail);
    client.addEventListener('notification', announce);
    return () => {
      client.removeEventListener('notification', announce);
      leave();
    };
  }, [key]);
}

function actionsOf(key) {
  return {
    loadMore: async () => clientOf(key)?.loadMore(),
    markRead: async (id) => clientOf(key)?.markRead(id),
    markAllRead: async () => clientOf(key)?.markAllRead(),
    retryNow: () => clientOf(key)?.retryNow(),
    open: () => clientOf(key)?.open(),
  };
}
