// Compiled, never run: how the declarations are used, and mistakes that they find.
import { useNotifications, type Notification } from 'fundbell-react';

export function Bell({ userId }: { userId: number | null }) {
  const { unread, items, connection, markRead } = useNotifications({
    userId, baseUrl: 'https://notify.example.com', onNotification: ({ message }: Notification) => message.length,
  });
  return (
    <button disabled={connection.state !== 'live'} onClick={() => markRead(items[0].notificationId)}>{unread}</button>
  );
}

export function Mistakes() {
  // @ts-expect-error it needs to be told whose
  useNotifications({});
  const { unread } = useNotifications({ userId: 7 });
  // @ts-expect-error unread is a number
  return unread.length;
}
