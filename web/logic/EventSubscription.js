import { Backoff } from './Backoff.js';
import { EventStreamParser } from './EventStream.js';
import { Loop } from './Loop.js';

/** Longer than the service ever stays silent: it sends a comment every few seconds. */
const SILENCE = 40_000;

/**
 * The service's event stream, read with fetch so that a token can travel, and opened again
 * whenever it ends, from the last event seen. `state` is 'closed', 'connecting', 'open' or
 * 'waiting'. A 401 ends it.
 *
 * `open(lastEventId, signal)` resolves to a Response; `onEvent({type, data, id})` gets each event,
 * `onActivity()` is called after anything arrived or `state` changed.
 */
export class EventSubscription {
  #open;
  #onEvent;
  #onActivity;
  #backoff;
  #silence;
  #loop = new Loop((signal) => this.#attempt(signal));

  state = 'closed';
  problem = null;
  lastEventId = '';
  lastByteAt = 0;

  constructor({
    open,
    onEvent,
    onActivity = () => {},
    backoff = new Backoff(),
    silence = SILENCE,
  }) {
    this.#open = open;
    this.#onEvent = onEvent;
    this.#onActivity = onActivity;
    this.#backoff = backoff;
    this.#silence = silence;
  }

  start() {
    this.#loop.start();
  }

  stop() {
    this.#loop.stop();
    this.#become('closed');
  }

  /** Tries again now if the stream is waiting for its next attempt. */
  retryNow() {
    if (this.state === 'waiting') this.#loop.wake();
  }

  async #attempt(stopped) {
    const attempt = new AbortController();
    const signal = AbortSignal.any([stopped, attempt.signal]);
    let serverRetry = null;
    this.#become('connecting');
    try {
      const response = await this.#open(this.lastEventId, signal);
      this.problem = null;
      serverRetry = await this.#read(response.body, attempt);
      this.#backoff.reset();
    } catch (problem) {
      this.problem = problem;
    }
    if (stopped.aborted) return null;
    this.#become(this.problem?.status === 401 ? 'closed' : 'waiting');
    if (this.state === 'closed') return null;
    return serverRetry ?? this.#backoff.next();
  }

  /** Reads until the stream ends or breaks; either way the next attempt resumes it. */
  async #read(body, attempt) {
    const parser = new EventStreamParser();
    const decoder = new TextDecoder();
    const reader = body.getReader();
    let watchdog = this.#watch(attempt);
    this.#become('open');
    try {
      for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
        clearTimeout(watchdog);
        watchdog = this.#watch(attempt);
        this.lastByteAt = Date.now();
        this.#deliver(parser.push(decoder.decode(chunk.value, { stream: true })));
      }
    } catch (error) {
      if (error.name !== 'AbortError' && error.name !== 'TypeError') throw error;
    } finally {
      clearTimeout(watchdog);
    }
    return parser.retry;
  }

  #deliver(events) {
    for (const event of events) {
      this.lastEventId = event.id;
      this.#onEvent(event);
    }
    this.#onActivity();
  }

  #watch(attempt) {
    return setTimeout(() => attempt.abort(), this.#silence);
  }

  #become(state) {
    this.state = state;
    this.#onActivity();
  }
}
