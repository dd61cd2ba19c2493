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
