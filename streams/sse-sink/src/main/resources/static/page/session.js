/** @returns {Promise<{userId: number, name: string, locale: string}|null>} null when nobody is signed in */
export function whoAmI() {
  return get('api/me');
}

/** @returns {Promise<object[]|null>} the demo users, or null where there are none: outside of the local profile */
export function demoUsers() {
  return get('api/local/users');
}

export async function signIn(userId) {
  return (await post('api/local/sign-in', { userId })).json();
}

export async function signOut() {
  await post('api/local/sign-out');
}

async function get(path) {
  const answer = await fetch(path, { headers: { Accept: 'application/json' }, cache: 'no-store' });
  if (answer.ok) {
    return answer.json();
  }
  if (answer.status < 500) {
    return null;
  }
  throw new Error(`${path} answered ${answer.status}`);
}

async function post(path, body = {}) {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) {
    throw new Error(`${path} answered ${answer.status}`);
  }
  return answer;
}
