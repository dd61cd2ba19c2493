const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const formats = new Map();

/** An instant as date and time of day in a schedule's zone. */
export function local(instant, zone) {
  return instant ? format(zone).format(new Date(instant)) : '–';
}

function format(zone) {
  if (!formats.has(zone)) {
    formats.set(zone, made(browsersName(zone)) ?? made('UTC'));
  }
  return formats.get(zone);
}

function made(timeZone) {
  try {
    return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  }
  catch {
    return null;
  }
}

/** Java knows zones such as UTC+09:00, browsers know the same as +09:00. */
const browsersName = (zone) => (zone === 'Z' ? 'UTC' : zone.replace(/^(UTC|GMT|UT)(?=[+-])/, ''));

/** How far away an instant is, such as "in 3 h". */
export function fromNow(instant, now = Date.now()) {
  if (!instant) {
    return '';
  }
  const seconds = (Date.parse(instant) - now) / 1000;
  const text = rough(Math.abs(seconds));
  return seconds >= 0 ? `in ${text}` : `${text} ago`;
}

function rough(seconds) {
  if (seconds < MINUTE) {
    return 'less than a minute';
  }
  const [unit, name] = seconds < HOUR ? [MINUTE, 'min'] : seconds < 2 * DAY ? [HOUR, 'h'] : [DAY, 'days'];
  return `${Math.round(seconds / unit)} ${name}`;
}

/** The seconds that a run took, or has taken until now; null if it was never launched. */
export function seconds(run, now = Date.now()) {
  return run.started ? Math.max(0, ((run.ended ? Date.parse(run.ended) : now) - Date.parse(run.started)) / 1000) : null;
}

/** A duration, such as "1 min 5 s". */
export function duration(seconds) {
  if (seconds === null) {
    return '–';
  }
  if (seconds < MINUTE) {
    return seconds < 10 ? `${Number(seconds.toFixed(1))} s` : `${Math.round(seconds)} s`;
  }
  const whole = Math.round(seconds);
  const parts = whole < HOUR ? [[Math.floor(whole / MINUTE), 'min'], [whole % MINUTE, 's']]
    : [[Math.floor(whole / HOUR), 'h'], [Math.floor((whole % HOUR) / MINUTE), 'min']];
  return parts.filter(([number]) => number > 0).map(([number, unit]) => `${number} ${unit}`).join(' ');
}
