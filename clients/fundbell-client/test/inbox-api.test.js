import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { InboxApi } from '../src/inbox-api.js';

afterEach(() => {
  delete globalThis.location;
});

test('keeps the path of its base address', () => {
  for (const base of ['https://www.example.com/notify', 'https://www.example.com/notify/']) {
    assert.equal(new InboxApi(base).subscription(7, 12).href,
      'https://www.example.com/notify/api/notification/subscribe/7?heartbeat=event&lastEventId=12');
  }
});

test('takes a relative base address as one of the page', () => {
  globalThis.location = { href: 'https://www.example.com/account/coupons?page=2' };
  assert.equal(new InboxApi('/').subscription(7, null).href,
    'https://www.example.com/api/notification/subscribe/7?heartbeat=event');
});

test('needs a whole base address where there is no page', () => {
  assert.throws(() => new InboxApi('/'), TypeError);
});

test('needs no AbortSignal.any, which Safari 16 lacks', async (t) => {
  const { any } = AbortSignal;
  delete AbortSignal.any;
  t.after(() => AbortSignal.any = any);
  t.mock.method(globalThis, 'fetch', (url, { signal }) => new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  }));
  const connection = new AbortController();
  const page = new InboxApi('https://www.example.com').page(20, null, connection.signal);
  connection.abort(new Error('The page is closed'));
  await assert.rejects(page, { message: 'The page is closed' });
});
