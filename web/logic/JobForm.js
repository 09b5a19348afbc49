/** What the form for a new job accepts, and the request that it makes of it. Pure. */

/** Members of the request that have fields of their own. */
const RESERVED = ['type', 'priority', 'emergency', 'run_at', 'max_attempts'];
const MAX_BYTES = 1024 * 1024;
const PRIORITY = { min: 0, max: 100, fallback: null, name: 'The priority' };
const ATTEMPTS = { min: 1, max: 100, fallback: null, name: 'The attempts' };
const DELAY = { min: 0, max: 31_536_000, fallback: 0, name: 'The delay' };

/** Payloads to start from. */
const EXAMPLES = { hanoi: { n: 16 }, simulate: { complexity: 20 } };

/** The text that a new job's payload starts with. */
export function examplePayload(type) {
  return JSON.stringify(EXAMPLES[type] ?? {}, null, 2);
}

/** Reads the payload's text as `{value}` or `{error}`. */
function readPayload(text) {
  let value;
  try {
    value = JSON.parse(text.trim() === '' ? '{}' : text);
  } catch (error) {
    return { error: `Not valid JSON: ${whereOf(error, text)}` };
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return { error: `The payload must be an object like {"n": 5}; this is ${kindOf(value)}` };
  }
  const reserved = RESERVED.find((name) => Object.hasOwn(value, name));
  if (reserved)
    return { error: `"${reserved}" has a field of its own: take it out of the payload` };
  const size = new TextEncoder().encode(text).length;
  if (size > MAX_BYTES - 4096)
    return { error: `The payload may have 1 MiB; this has ${size} bytes` };
  return { value };
}

/** Reads a whole number within bounds as `{value}` or `{error}`; an empty text is the default. */
function readInteger(text, { min, max, fallback, name }) {
  if (text.trim() === '') return { value: fallback };
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max) {
    return {
      error: `${name} must be a whole number from ${min} to ${max}; this is "${text.trim()}"`,
    };
  }
  return { value };
}

/**
 * Reads the texts of all fields: `{payload, priority, attempts, delay}`, and `type` and `emergency`.
 * Gives `errors`, a sentence for each field that is wrong, and the `job` if none is.
 */
export function readForm({ payload, priority, attempts, delay, type, emergency }) {
  const read = {
    payload: readPayload(payload),
    priority: emergency ? { value: null } : readInteger(priority, PRIORITY),
    attempts: readInteger(attempts, ATTEMPTS),
    delay: readInteger(delay, DELAY),
  };
  const wrong = Object.entries(read).filter(([, { error }]) => error);
  const errors = Object.fromEntries(wrong.map(([name, { error }]) => [name, error]));
  if (wrong.length > 0) return { errors, job: null };
  const values = Object.fromEntries(Object.entries(read).map(([name, { value }]) => [name, value]));
  return { errors, job: { ...values, payload: payload.trim() || '{}', type, emergency } };
}

/** The request body, as text so that the payload's numbers go out as they were typed. */
export function requestBody({ payload, type, priority, emergency, delay, attempts }, now) {
  const own = { type };
  if (emergency) own.emergency = true;
  else if (priority !== null) own.priority = priority;
  if (delay > 0) own.run_at = new Date(now + delay * 1000).toISOString();
  if (attempts !== null) own.max_attempts = attempts;
  const members = payload.trim().replace(/^\{/, '').replace(/\}$/, '').trim();
  const head = JSON.stringify(own).slice(0, -1);
  return members === '' ? `${head}}` : `${head},${members}}`;
}

/** Engines say where in different words; a position, if any, becomes line and column. */
function whereOf(error, text) {
  const position = /position (\d+)/.exec(error.message)?.[1];
  const reason = error.message.replace(/ in JSON at position.*$/, '').replace(/ \(line.*\)$/, '');
  if (position === undefined) return reason;
  const before = text.slice(0, Number(position)).split('\n');
  return `${reason}, line ${before.length}, column ${before.at(-1).length + 1}`;
}

function kindOf(value) {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`;
}
