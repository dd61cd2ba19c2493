import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, test } from 'node:test';
import { becomeBrowser, until } from '../../fundbell-client/test/browser.js';
import { StubSink } from '../../fundbell-client/test/stub-sink.js';
import { clientOf, join, keyOf, NOTHING, stateOf } from '../src/shared-clients.js';

let sink;
let key;
const leaves = [];

before(becomeBrowser);

beforeEach(async () => {
  sink = await StubSink.start();
  key = keyOf({ userId: 7, baseUrl: sink.url });
});

afterEach(async () => {
  leaves.splice(0).forEach((leave) => leave());
  await until(() => clientOf(key) === null);
  await sink.stop();
});

function enter(changed = () => {}) {
  const leave = join(key, changed);
  leaves.push(leave);
  return leave;
}

const live = () => until(() => stateOf(key).connection.state === 'live');

test('gives a new state after each change, and the same one in between', async () => {
  let changes = 0;
  enter(() => changes++);
  await live();
  const before = stateOf(key);
  assert.equal(stateOf(key), before);
  const seen = changes;
  sink.publish('one');
  await until(() => stateOf(key).unread === 1);
  assert.ok(changes > seen);
  assert.equal(before.unread, 0);
});

test('shares one connection', async () => {
  enter();
  enter();
  await live();
  assert.equal(sink.openStreams, 1);
});

test('keeps the connection of a component that comes back at once', async () => {
  const leave = enter();
  const client = clientOf(key);
  leave();
  enter();
  await live();
  assert.equal(clientOf(key), client);
  assert.equal(sink.subscriptions.length, 1);
});

test('keeps the connection until the last has left, and then nothing', async () => {
  const first = enter();
  const second = enter();
  await live();
  first();
  sink.publish('one');
  await until(() => stateOf(key).unread === 1);
  second();
  await until(() => sink.openStreams === 0);
  assert.equal(stateOf(key), NOTHING);
});

test('tells users and servers apart', () => {
  assert.equal(keyOf({ userId: null }), null);
  assert.equal(keyOf({}), null);
  assert.equal(keyOf({ userId: 7, baseUrl: '/' }), keyOf({ userId: 7, baseUrl: '/' }));
  assert.notEqual(keyOf({ userId: 7, baseUrl: '/' }), keyOf({ userId: 8, baseUrl: '/' }));
  assert.notEqual(keyOf({ userId: 7, baseUrl: '/' }), keyOf({ userId: 7, baseUrl: new URL('https://notify.example.com') }));
});
