// Compiled, never run: how the declarations are used, and mistakes that they find.
import { HttpError, NotificationClient, type Connection, type Notification } from 'fundbell-client';

const client = new NotificationClient({ userId: 7, baseUrl: new URL('https://notify.example.com/'), pageSize: 10 });
client.addEventListener('notification', ({ detail }) => detail.message.length);
client.addEventListener('connection', function (event) {
  const connection: Connection = event.detail;
  const unread: number = this.unread;
  return [connection.retryAt?.getTime(), unread];
});
client.addEventListener('change', () => client.items.filter((item: Notification) => item.readAt === null), { once: true });
client.open();
client.markRead(client.items[0].notificationId).catch((error) => error instanceof HttpError && error.status === 403);

// @ts-expect-error a client is of a user
new NotificationClient({ baseUrl: '/' });
// @ts-expect-error items are read-only
client.items[0].message = '';
// @ts-expect-error there is no such state
const isBroken = client.connection.state === 'broken';
