const [, , address, token] = process.argv;

export const url = address;
export const headers = { Authorization: `Bearer ${token}` };

/** Tells the test of a message that the client has passed on. */
export function show(event, id, data) {
  console.log([event, id, data].join('\t'));
}
