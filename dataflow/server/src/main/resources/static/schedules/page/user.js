import { api } from './api.js';
import { byId } from './dom.js';

let roles = null;

/** Finds out who looks at the page, and with which of Data Flow's roles. */
export async function signIn() {
  await api.askToSignIn();
  const me = await api.me();
  roles = me.authenticationEnabled ? me.roles : null;
  byId('user').textContent = me.authenticationEnabled ? me.username : '';
}

const may = (role) => roles === null || roles.includes(role);

export const mayChange = () => may('ROLE_SCHEDULE');

export const mayStop = () => may('ROLE_DEPLOY');
