import { element } from './dom.js';

const INSTANT = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/;

/**
 * A sentence of the server as children of an element: an instant in it is shown as the page shows times.
 *
 * @param {string} text
 * @param {(instant: string) => string} shown
 */
export const sentence = (text, shown) => text.split(INSTANT)
  .map((part, index) => (index % 2 === 0 ? part : element('time', { datetime: part, title: part }, shown(part))));
