import { locale } from './locale.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The local day of an instant, as a key to group by. */
export function dayOf(instant) {
  const date = new Date(instant);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

/** "Today", "Yesterday", or the date. */
export function dayName(instant, now = new Date()) {
  const date = new Date(instant);
  const days = Math.round((startOfDay(date) - startOfDay(now)) / DAY);
  if (days === 0 || days === -1) {
    const name = new Intl.RelativeTimeFormat(locale.language, { numeric: 'auto' }).format(days, 'day');
    return name.charAt(0).toLocaleUpperCase(locale.language) + name.slice(1);
  }
  const year = date.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' };
  return new Intl.DateTimeFormat(locale.language, { month: 'long', day: 'numeric', weekday: 'long', ...year }).format(date);
}

/** Minutes ago within the hour, the time of day before that: the day stands above the list. */
export function timeName(instant, now = Date.now()) {
  const age = now - Date.parse(instant);
  if (age < MINUTE) {
    return locale.text('justNow');
  }
  if (age < HOUR) {
    return new Intl.RelativeTimeFormat(locale.language).format(-Math.floor(age / MINUTE), 'minute');
  }
  return new Intl.DateTimeFormat(locale.language, { timeStyle: 'short' }).format(new Date(instant));
}

export function fullTime(instant) {
  return new Intl.DateTimeFormat(locale.language, { dateStyle: 'full', timeStyle: 'short' }).format(new Date(instant));
}

/** How long until then, in words; null when it is over. */
export function timeLeft(instant, now = Date.now()) {
  const left = Date.parse(instant) - now;
  if (left <= 0) {
    return null;
  }
  if (left < HOUR) {
    return duration(Math.ceil(left / MINUTE), 'minute');
  }
  return left < 2 * DAY ? duration(Math.floor(left / HOUR), 'hour') : duration(Math.floor(left / DAY), 'day');
}

export function duration(amount, unit) {
  return new Intl.NumberFormat(locale.language, { style: 'unit', unit, unitDisplay: 'long' }).format(amount);
}

function startOfDay(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate());
}
