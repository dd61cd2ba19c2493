import { element } from './dom.js';

const KINDS = {
  succeeded: 'good', failed: 'bad', lost: 'bad', running: 'busy', launching: 'busy', due: 'waiting', queued: 'waiting',
  skipped: 'quiet', missed: 'warned', active: 'good', paused: 'warned',
  done: 'good', published: 'good', read: 'good', sent: 'good', delivered: 'good', undelivered: 'bad', unknown: 'warned', waiting: 'waiting',
  created: 'waiting', publishing: 'waiting', held: 'waiting', blocked: 'waiting', claimed: 'busy',
};

/** The group of a state, which is a class of the style sheet: good, bad, busy, waiting, warned or quiet. */
export const group = (state) => KINDS[state] ?? 'quiet';

/** A state in a coloured frame. */
export function badge(state) {
  return element('span', { class: `badge ${group(state)}` }, state);
}
