/** Numbers, durations and times as people read them. All functions are pure. */

const integers = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365.25 * DAY;

/** What stands for a value that is not known. */
export const UNKNOWN = '–';

/** 1234567 → "1,234,567". Takes a Number, a BigInt or null. */
export function count(value) {
  return value === null || value === undefined ? UNKNOWN : integers.format(value);
}

/** 1 → "1 job", 2 → "2 jobs". */
export function plural(value, one, many = `${one}s`) {
  return `${count(value)} ${Number(value) === 1 ? one : many}`;
}

/** A rate for a figure: "0", "0.4", "12.3", "1,234". */
export function rate(perSecond) {
  if (perSecond === null || perSecond === undefined) return UNKNOWN;
  if (perSecond === 0 || perSecond >= 100) return count(perSecond);
  return perSecond.toFixed(1);
}

/** A share of 1 as a whole percentage. */
export function percent(share) {
  return share === null || share === undefined ? UNKNOWN : `${Math.round(share * 100)} %`;
}

/** Milliseconds as the two units that matter: "4 ms", "1.2 s", "3 min 20 s", "2 d 4 h". */
export function duration(milliseconds) {
  if (milliseconds === null || milliseconds === undefined) return UNKNOWN;
  const ms = Math.max(0, milliseconds);
  if (ms < SECOND) return `${Math.round(ms)} ms`;
  if (ms < 9950) return `${(ms / SECOND).toFixed(1)} s`;
  if (ms < MINUTE - 500) return `${Math.round(ms / SECOND)} s`;
  if (ms < HOUR - SECOND / 2) return pair(ms, MINUTE, 'min', SECOND, 's');
  if (ms < DAY - MINUTE / 2) return pair(ms, HOUR, 'h', MINUTE, 'min');
  if (ms < YEAR) return pair(ms, DAY, 'd', HOUR, 'h');
  return years(ms / YEAR);
}

/** Whole seconds for a countdown, never "0 s" before it is over: "1 s", "2 min 5 s". */
export function countdown(milliseconds) {
  return milliseconds <= 0
    ? 'now'
    : duration(Math.ceil(milliseconds / SECOND) * SECOND).replace('.0 s', ' s');
}

function pair(ms, big, bigName, small, smallName) {
  const units = Math.round(ms / small);
  const per = big / small;
  const rest = units % per;
  const head = `${count(Math.floor(units / per))} ${bigName}`;
  return rest === 0 ? head : `${head} ${rest} ${smallName}`;
}

function years(value) {
  const small = (number) => (number < 10 ? number.toFixed(1) : count(number));
  if (value >= 1e9) return `${small(value / 1e9)} billion years`;
  if (value >= 1e6) return `${small(value / 1e6)} million years`;
  return `${small(value)} years`;
}

/** Bytes: "512 B", "12 kB", "3.4 MB". */
export function bytes(value) {
  if (value < 1000) return `${value} B`;
  if (value < 1e6) return `${(value / 1000).toFixed(value < 10_000 ? 1 : 0)} kB`;
  return `${(value / 1e6).toFixed(1)} MB`;
}

/** The local clock time of an RFC 3339 string: "14:03:09". */
export function clock(time) {
  const date = new Date(time);
  const part = (value) => String(value).padStart(2, '0');
  return `${part(date.getHours())}:${part(date.getMinutes())}:${part(date.getSeconds())}`;
}

/** Local date and clock time: "2026-01-31 14:03:09". */
export function dateAndClock(time) {
  const date = new Date(time);
  const part = (value) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${part(date.getMonth() + 1)}-${part(date.getDate())} ${clock(time)}`;
}

/** The first line of a text, cut to `limit` characters. */
export function firstLine(text, limit = 160) {
  const line = text.slice(0, limit * 4).split(/\r?\n/, 1)[0];
  return line.length > limit ? `${line.slice(0, limit)}…` : line;
}

/**
 * A text on one line, with a sign for each character that could not be seen, or that could change
 * the order of those around it.
 */
export function visible(text) {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\p{Cc}\p{Cf}]/gu, (sign) => `⟨${sign.codePointAt(0).toString(16).toUpperCase()}⟩`);
}

/** The start of an id, enough to tell jobs apart on one page. */
export function shortId(id) {
  return id.length > 13 ? `${id.slice(0, 8)}…` : id;
}
