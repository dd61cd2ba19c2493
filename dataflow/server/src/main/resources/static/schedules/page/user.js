import { api, RefusedError } from './api.js';
import { byId } from './dom.js';

let me = null;

/** Finds out once who looks at the page, and with which of Data Flow's roles. Without the role VIEW every request would be refused. */
export async function signIn() {
  if (!me) {
    me = await api.me();
    byId('user').textContent = me.authenticationEnabled ? me.username : '';
  }
  if (!may('ROLE_VIEW')) {
    throw new RefusedError(403, `You are signed in as ${me.username}, whose roles do not allow you to see this page. `
      + 'An administrator of this server can give you the role VIEW.');
  }
}

const may = (role) => !me.authenticationEnabled || me.roles.includes(role);

export const mayChange = () => may('ROLE_SCHEDULE');

export const mayStop = () => may('ROLE_DEPLOY');
