import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, test } from 'node:test';
import { HttpError, NotificationClient } from 'fundbell-client';
import { becomeBrowser, until } from './browser.js';
import { StubSink } from './stub-sink.js';

let sink;
let client;
let announced;

before(becomeBrowser);

beforeEach(async () => {
  sink = await StubSink.start();
});

afterEach(async () => {
  client.close();
  await sink.stop();
});

async function open(options = {}) {
  client = new NotificationClient({ userId: 7, baseUrl: sink.url, retry: { minMs: 20, maxMs: 100 }, resync: { minMs: 20, everyMs: 60_000, spreadMs: 0 }, ...options });
  announced = [];
  client.addEventListener('notification', ({ detail }) => announced.push(detail.notificationId));
  client.open();
  await until(() => client.connection.state === 'live');
}

const ids = () => client.items.map(({ notificationId }) => notificationId);

test('shows the inbox and then what is pushed', async () => {
  const old = sink.store('old');
  await open();
  const pushed = sink.publish('pushed');
  await until(() => client.items.length === 2);
  assert.deepEqual(ids(), [pushed.notificationId, old.notificationId]);
  assert.equal(client.unread, 2);
  assert.deepEqual(announced, [pushed.notificationId]);
});

test('announces a notification once that the server sends again', async () => {
  await open();
  const notification = sink.publish('one');
  sink.send(notification);
  const last = sink.publish('last');
  await until(() => announced.includes(last.notificationId));
  assert.deepEqual(announced, [notification.notificationId, last.notificationId]);
});

test('comes back from the last notification that it had', async () => {
  const first = sink.store('first');
  await open();
  sink.dropStreams();
  const missed = sink.store('missed');
  await until(() => announced.length > 0);
  await until(() => client.connection.state === 'live');
  const reconnects = sink.subscriptions.slice(1).map(({ lastEventId }) => Number(lastEventId));
  assert.ok(reconnects.every((id) => id === first.notificationId || id === missed.notificationId), reconnects.join());
  assert.deepEqual(announced, [missed.notificationId]);
});

test('fetches the inbox at a random time after its stream has reconnected', async (t) => {
  sink.store('first');
  await open({ resync: { spreadMs: 400 } });
  const fetches = sink.fetches.length;
  const now = performance.now.bind(performance);
  // The stream has been healthy for long, so EventSource reconnects by itself.
  t.mock.method(performance, 'now', () => now() + 11_000);
  t.mock.method(Math, 'random', () => 0.75);
  const since = now();
  sink.dropStreams();
  await until(() => sink.fetches.length > fetches);
  assert.ok(now() - since > 280);
  assert.equal(sink.subscriptions.length, 2);
});

test('tells the server what was read', async () => {
  const { notificationId } = sink.store('one');
  await open();
  await client.markRead(notificationId);
  assert.equal(client.unread, 0);
  assert.notEqual(sink.items[0].readAt, null);
});

test('takes back a read that the server refuses', async () => {
  const { notificationId } = sink.store('one');
  await open();
  sink.refuse(`/api/notifications/${notificationId}/read`, 403);
  await assert.rejects(client.markRead(notificationId), (error) => error instanceof HttpError && error.status === 403);
  assert.equal(client.unread, 1);
});

test('stops when it is signed out, until it is opened again', async () => {
  await open();
  let signedOut = false;
  client.addEventListener('signed-out', () => {
    signedOut = true;
  });
  sink.refuse('/api/notifications', 401);
  await assert.rejects(client.markRead(1));
  assert.equal(client.connection.state, 'signed-out');
  assert.ok(signedOut);
  await until(() => sink.openStreams === 0);
  sink.refuseNothing();
  client.open();
  await until(() => client.connection.state === 'live');
});

test('holds nothing open once closed', async () => {
  await open();
  client.close();
  await until(() => sink.openStreams === 0);
  assert.equal(client.connection.state, 'closed');
});

test('takes a base address without a slash at its end', async () => {
  await open({ baseUrl: new URL(sink.url).origin });
  assert.equal(sink.fetches.length > 0, true);
});
