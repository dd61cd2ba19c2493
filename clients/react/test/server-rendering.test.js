import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createElement, StrictMode } from 'react';
import { renderToString } from 'react-dom/server';
import { useNotifications } from 'fundbell-react';

function Badge({ userId }) {
  const { unread, items, loaded, connection } = useNotifications({ userId, onNotification: () => {} });
  return createElement('span', null, [unread, items.length, loaded, connection.state].join(' '));
}

test('renders an empty inbox on a server and connects to nothing', () => {
  const requests = [];
  globalThis.fetch = (url) => requests.push(url);
  for (const userId of [7, null]) {
    const html = renderToString(createElement(StrictMode, null, createElement(Badge, { userId })));
    assert.equal(html, '<span>0 0 false closed</span>');
  }
  assert.deepEqual(requests, []);
});
