import { api } from './api.js';
import { byId } from './dom.js';

let me = null;

/** Finds out once who looks at the page, and with which of Data Flow's roles. */
export async function signIn() {
  if (!me) {
    me = await api.me();
    byId('user').textContent = me.authenticationEnabled ? me.username : '';
  }
}

const may = (role) => !me.authenticationEnabled || me.roles.includes(role);

export const mayChange = () => may('ROLE_SCHEDULE');

export const mayStop = () => may('ROLE_DEPLOY');
