import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { NotificationClient } from 'fundbell-client';

test('can be imported, and a client made, where there is no browser', () => {
  const program = `import { NotificationClient } from 'fundbell-client';
    const client = new NotificationClient({ userId: 7, baseUrl: 'https://notify.example.com' });
    console.log(client.unread, client.items.length, client.connection.state);`;
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', program], { cwd: import.meta.dirname });
  assert.equal(output.toString(), '0 0 closed\n');
});

test('declares every public member', () => {
  const declarations = readFileSync(new URL('../src/notification-client.d.ts', import.meta.url), 'utf8');
  const body = declarations.slice(declarations.indexOf('export class NotificationClient'));
  for (const name of Object.getOwnPropertyNames(NotificationClient.prototype)) {
    assert.match(body, new RegExp(`^  (get )?${name}\\(`, 'm'), name);
  }
});
