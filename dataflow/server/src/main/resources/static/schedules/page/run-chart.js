import { drawing } from './dom.js';
import { group } from './states.js';
import { duration, local, seconds } from './times.js';

const HEIGHT = 180;
const LEFT = 72;
const TOP = 14;
const BOTTOM = 24;
const WIDEST_BAR = 28;
const NARROWEST_SLOT = 9;
const STUB = 4;
const STEPS = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21600, 86400];

/**
 * Draws how long runs took, the latest on the right. A run that was not launched is a stub on the base line.
 *
 * @param {object[]} latest the runs, the latest first; as many are drawn as there is room for
 * @param {string} zone the schedule's time zone
 * @param {number} width in pixels
 */
export function chart(latest, zone, width) {
  const runs = latest.slice(0, Math.max(8, Math.floor((width - LEFT) / NARROWEST_SLOT))).reverse();
  const step = stepFor(Math.max(1, ...runs.map((run) => seconds(run) ?? 0)));
  const top = step * Math.max(1, Math.ceil(Math.max(...runs.map((run) => seconds(run) ?? 0)) / step));
  const y = (value) => HEIGHT - BOTTOM - (value / top) * (HEIGHT - TOP - BOTTOM);
  const slot = (width - LEFT) / Math.max(runs.length, 8);
  return drawing('svg', { class: 'chart', role: 'img', 'aria-label': summary(runs), width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}` },
    ...lines(step, top, y, width),
    ...runs.map((run, index) => bar(run, zone, y, LEFT + slot * (index + 0.5), Math.min(WIDEST_BAR, slot * 0.7))),
    ...dates(runs, zone, slot));
}

function stepFor(longest) {
  return STEPS.find((step) => longest / step <= 4) ?? 86400 * Math.ceil(longest / 86400 / 4);
}

function lines(step, top, y, width) {
  const drawn = [];
  for (let value = 0; value <= top; value += step) {
    drawn.push(drawing('line', { class: value === 0 ? 'base' : 'grid', x1: LEFT, x2: width, y1: y(value), y2: y(value) }),
      drawing('text', { class: 'scale', x: LEFT - 8, y: y(value) + 4, 'text-anchor': 'end' }, value === 0 ? '0' : duration(value)));
  }
  return drawn;
}

function bar(run, zone, y, middle, width) {
  const took = seconds(run);
  const height = took === null ? STUB : Math.max(STUB, y(0) - y(took));
  const text = `${local(run.due, zone)}: ${run.state}${took === null ? '' : `, ${duration(took)}`}`;
  const mark = group(run.state) === 'bad' ? drawing('text', { class: 'mark', x: middle, y: y(0) - height - 3, 'text-anchor': 'middle' }, '×') : null;
  return drawing('g', { class: `bar ${group(run.state)}` }, drawing('title', {}, text),
    drawing('rect', { x: middle - width / 2, y: y(0) - height, width, height, rx: Math.min(3, width / 3) }), mark);
}

function dates(runs, zone, slot) {
  if (runs.length === 0) {
    return [];
  }
  const label = (run, x, anchor) => drawing('text', { class: 'scale', x, y: HEIGHT - 6, 'text-anchor': anchor }, local(run.due, zone));
  const right = LEFT + slot * runs.length;
  const first = label(runs[0], LEFT, 'start');
  return runs.length < 2 || right < LEFT + 260 ? [first] : [first, label(runs[runs.length - 1], right, 'end')];
}

function summary(runs) {
  const took = runs.map((run) => seconds(run)).filter((value) => value !== null);
  if (took.length === 0) {
    return `Durations of ${runs.length} runs: none was launched`;
  }
  const failed = runs.filter((run) => group(run.state) === 'bad').length;
  return `Durations of ${runs.length} runs: from ${duration(Math.min(...took))} to ${duration(Math.max(...took))}, ${failed} failed`;
}
