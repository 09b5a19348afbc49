import { parseExactly } from './ExactJson.js';

/** The service's answer to a request that it did not fulfil, or why there was no answer. */
export class ServiceProblem extends Error {
  constructor({ status = 0, code = 'UNREACHABLE', message, retryAfter = null, body = null }) {
    super(message);
    this.name = 'ServiceProblem';
    this.status = status;
    this.code = code;
    /** Milliseconds after which it is worth asking again, or null. */
    this.retryAfter = retryAfter;
    this.body = body;
  }
}

const TIMEOUT = 15_000;

/** The service's API as functions. Each rejects with a ServiceProblem and nothing else. */
export class ServiceClient {
  #token;
  #fetch;
  #base;

  /** `token()` gives the bearer token or null. */
  constructor({
    token = () => null,
    fetch = (...args) => globalThis.fetch(...args),
    base = '',
  } = {}) {
    this.#token = token;
    this.#fetch = fetch;
    this.#base = base;
  }

  status = (signal) => this.#json('GET', '/status', { signal });
  cancel = (id) => this.#json('DELETE', `/jobs/${encodeURIComponent(id)}`);
  retry = (id) => this.#json('POST', `/jobs/${encodeURIComponent(id)}/retry`);
  cancelAll = (ids) => this.#json('POST', '/jobs/cancel', { body: { ids } });
  retryAll = (ids) => this.#json('POST', '/jobs/retry', { body: { ids } });
  pauseQueue = () => this.#json('POST', '/queue/pause');
  resumeQueue = () => this.#json('POST', '/queue/resume');
  isolate = (name) => this.#json('POST', `/circuit/${encodeURIComponent(name)}/isolate`);
  reset = (name) => this.#json('POST', `/circuit/${encodeURIComponent(name)}/reset`);

  /** One job, its payload and result to the digit. */
  async job(id, signal) {
    const text = await this.#text('GET', `/jobs/${encodeURIComponent(id)}`, { signal });
    const { payload, result } = parse(text, parseExactly);
    return { ...parse(text, JSON.parse), payload, result };
  }

  /** A page of jobs, newest first. Absent filters are left out of the query. */
  jobs({ q, state, type, limit, after, count }, signal) {
    const query = new URLSearchParams();
    const all = { q, zone: q ? zone() : null, state, type, limit, after, count };
    for (const [name, value] of Object.entries(all)) {
      if (value) query.set(name, value);
    }
    return this.#json('GET', `/jobs?${query}`, { signal });
  }

  /** Begins an operation on all jobs that match, unless they are more than `expect`. */
  actOnMatching(action, { q, state, type }, expect) {
    const matching = { q: q ?? '', zone: zone() };
    if (state) matching.state = state;
    if (type) matching.type = type;
    return this.#json('POST', `/jobs/${action}`, { body: { matching, expect } });
  }

  operation = (id) => this.#json('GET', `/operations/${id}`);
  stopOperation = (id) => this.#json('DELETE', `/operations/${id}`);

  /** Submits a job; the key makes a second attempt harmless. */
  submit(job, idempotencyKey) {
    return this.#json('POST', '/jobs', {
      body: job,
      headers: idempotencyKey ? { 'Idempotency-Key': idempotencyKey } : {},
    });
  }

  /** Moves `from` to `from + count - 1` as pairs. */
  moves(discs, from, count, signal) {
    return this.#json('GET', `/api/hanoi?n=${discs}&from=${from}&count=${count}`, { signal });
  }

  /** The shortest path between two positions, written as peg digits. */
  path(from, to, signal) {
    return this.#json('GET', `/api/hanoi/path?from=${from}&to=${to}`, { signal });
  }

  /** The event stream's response, to be read as it comes; it has no time limit. */
  async events(lastEventId, signal) {
    const headers = { Accept: 'text/event-stream' };
    if (lastEventId) headers['Last-Event-ID'] = lastEventId;
    const response = await this.#send('GET', '/events', { headers, signal, timeout: null });
    if (!response.ok) throw await problemOf(response);
    return response;
  }

  async #json(method, path, options) {
    return parse(await this.#text(method, path, options), JSON.parse);
  }

  async #text(method, path, options = {}) {
    const response = await this.#send(method, path, { timeout: TIMEOUT, ...options });
    if (!response.ok) throw await problemOf(response);
    try {
      return await response.text();
    } catch (error) {
      throw unreachable(error, 'The answer broke off');
    }
  }

  async #send(method, path, { body, headers = {}, signal, timeout }) {
    const all = { Accept: 'application/json', ...headers };
    if (this.#token()) all.Authorization = `Bearer ${this.#token()}`;
    if (body !== undefined) all['Content-Type'] = 'application/json';
    const signals = [signal, timeout && AbortSignal.timeout(timeout)].filter(Boolean);
    try {
      return await this.#fetch(this.#base + path, {
        method,
        headers: all,
        body:
          body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
        signal: signals.length ? AbortSignal.any(signals) : undefined,
        cache: 'no-store',
      });
    } catch (error) {
      throw unreachable(error, 'The service can not be reached');
    }
  }
}

/** Where times of day are meant. */
const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

function parse(text, parser) {
  try {
    return parser(text);
  } catch (error) {
    throw unreachable(error, 'The answer is not JSON');
  }
}

function unreachable(error, message) {
  if (error.name === 'AbortError') {
    return new ServiceProblem({ code: 'ABORTED', message: 'The request was given up' });
  }
  if (error.name === 'TimeoutError') {
    return new ServiceProblem({
      code: 'NO_ANSWER',
      message: `No answer within ${TIMEOUT / 1000} s`,
    });
  }
  return new ServiceProblem({ message });
}

/** Reads an error answer: RFC 9457 problem details, or whatever a proxy in between sent. */
async function problemOf(response) {
  let body = null;
  try {
    body = await response.json();
  } catch {
    body = null; // not JSON: the status line has to do
  }
  const seconds = Number(response.headers.get('Retry-After'));
  return new ServiceProblem({
    status: response.status,
    code: typeof body?.code === 'string' ? body.code : `HTTP_${response.status}`,
    message:
      messageOf(body) ?? `The service answered ${response.status} ${response.statusText}`.trim(),
    retryAfter: body?.retry_after_ms ?? (seconds > 0 ? seconds * 1000 : null),
    body,
  });
}

function messageOf(body) {
  const text = [body?.detail, body?.error, body?.message, body?.title];
  return text.find((value) => typeof value === 'string' && value !== '');
}
