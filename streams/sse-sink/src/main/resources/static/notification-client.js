import { NotificationClient as Client } from './notification-client/notification-client.js';

export { HttpError } from './notification-client/notification-client.js';

/**
 * The package `fundbell-client` for pages that load it from this server: `baseUrl` is by default where this module came
 * from. The build takes its files from `clients/fundbell-client/src`.
 */
export class NotificationClient extends Client {

  constructor(options) {
    super({ baseUrl: new URL('.', import.meta.url), ...options });
  }

}
