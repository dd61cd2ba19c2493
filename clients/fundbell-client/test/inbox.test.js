import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Inbox } from '../src/inbox.js';

let inbox;

beforeEach(() => {
  inbox = new Inbox(3);
});

function notification(notificationId, readAt = null) {
  const time = new Date(1_700_000_000_000 + notificationId * 1000).toISOString();
  return { notificationId, message: `number ${notificationId}`, createdAt: time, publishedAt: time, readAt };
}

function page(ids, nextCursor = null) {
  return { items: ids.map((id) => notification(id)), nextCursor, unread: ids.length };
}

const ids = () => inbox.items.map(({ notificationId }) => notificationId);

test('keeps one that came while the page was on its way', () => {
  inbox.replace(page([2, 1]));
  inbox.beginFetch();
  inbox.add(notification(3));
  inbox.replace(page([2, 1]));
  assert.deepEqual(ids(), [3, 2, 1]);
  assert.equal(inbox.unread, 3);
});

test('does not count one again that the page has already', () => {
  inbox.replace(page([1]));
  inbox.beginFetch();
  inbox.add(notification(2));
  inbox.replace(page([2, 1]));
  assert.deepEqual(ids(), [2, 1]);
  assert.equal(inbox.unread, 2);
});

test('tells which of a later page are new, oldest first', () => {
  inbox.replace(page([1]));
  const { fresh } = inbox.replace(page([3, 2, 1]));
  assert.deepEqual(fresh.map(({ notificationId }) => notificationId), [2, 3]);
});

test('calls one unclear that may lie beyond the list', () => {
  inbox.replace(page([9, 8], 'more'));
  assert.equal(inbox.add(notification(7)), 'unclear');
  assert.equal(inbox.add(notification(10)), 'added');
  assert.equal(inbox.add(notification(10)), 'known');
});

test('drops the tail of a list that is too long', () => {
  inbox.replace(page([3, 2, 1]));
  inbox.add(notification(4));
  assert.equal(inbox.trim(), true);
  assert.deepEqual(ids(), [4, 3, 2]);
});

test('never shows one as unread again that was read here', () => {
  inbox.replace(page([1]));
  inbox.markRead([1]);
  inbox.replace(page([1]));
  assert.equal(inbox.unread, 0);
  assert.notEqual(inbox.items[0].readAt, null);
});

test('says which ids became read and whether it knows them all', () => {
  inbox.replace(page([2, 1]));
  assert.deepEqual(inbox.markRead([1, 99]), { changed: [1], unknown: true });
  assert.deepEqual(inbox.markRead([1, 2]), { changed: [2], unknown: false });
});
