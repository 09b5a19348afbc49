import { EventSubscription } from './EventSubscription.js';
import { Loop } from './Loop.js';

const STATUS_EVERY = 2000;
const RETRY_EVERY = [1000, 2000, 4000, 5000];
const STALE_AFTER = 7000;

/**
 * What keeps the page true: the event stream, and `/status` every two seconds, which also takes
 * over alone while the stream is away. `connection()` says how fresh the page is:
 *
 * - 'connecting': nothing arrived yet;
 * - 'live': stream and status answer;
 * - 'polling': only the status answers;
 * - 'stale': neither does, so what is shown is old;
 * - 'signed-out': the service wants a token, or another one;
 * - 'paused': stopped, since nobody looks at the page.
 */
export class LiveFeed {
  #client;
  #handlers;
  #statusEvery;
  #stream;
  #poll = new Loop((signal) => this.#pollOnce(signal));
  #failures = 0;
  #lastStatusAt = 0;
  #nextTryAt = null;
  #problem = null;
  #signedOut = false;

  /** `handlers`: onStatus(status), onEvent(type, data), onConnection(connection). */
  constructor({ client, handlers, statusEvery = STATUS_EVERY, backoff, silence }) {
    this.#client = client;
    this.#handlers = handlers;
    this.#statusEvery = statusEvery;
    this.#stream = new EventSubscription({
      open: (lastEventId, signal) => client.events(lastEventId, signal),
      onEvent: (event) => this.#event(event),
      onActivity: () => this.#changed(),
      backoff,
      silence,
    });
  }

  /** Asks for the status, and for the stream once that answers: a wrong token is tried once only. */
  start() {
    this.#signedOut = false;
    this.#poll.start();
  }

  stop() {
    this.#poll.stop();
    this.#stream.stop();
    this.#changed();
  }

  /** Asks again at once, whatever the next attempt's time. */
  retryNow() {
    this.#poll.wake();
    this.#stream.retryNow();
  }

  connection() {
    const lastContact = Math.max(this.#lastStatusAt, this.#stream.lastByteAt);
    return {
      mode: this.#mode(lastContact),
      lastContact: lastContact || null,
      nextTryAt: this.#nextTryAt,
      problem: this.#problem,
    };
  }

  #mode(lastContact) {
    if (this.#signedOut) return 'signed-out';
    if (!this.#poll.running) return 'paused';
    const open = this.#stream.state === 'open';
    const failing = this.#failures > 0 && !open;
    if (failing || (lastContact && Date.now() - lastContact > STALE_AFTER)) return 'stale';
    if (!lastContact) return 'connecting';
    return open || this.#stream.problem === null ? 'live' : 'polling';
  }

  async #pollOnce(signal) {
    try {
      const status = await this.#client.status(signal);
      if (signal.aborted) return null;
      this.#accept(status);
      return this.#statusEvery;
    } catch (problem) {
      if (signal.aborted) return null;
      return this.#refuse(problem);
    }
  }

  #accept(status) {
    const wasFailing = this.#failures > 0;
    this.#failures = 0;
    this.#problem = null;
    this.#nextTryAt = null;
    this.#lastStatusAt = Date.now();
    this.#handlers.onStatus(status);
    this.#stream.start();
    if (wasFailing) this.#stream.retryNow();
    this.#changed();
  }

  #refuse(problem) {
    this.#problem = problem;
    if (problem.status === 401) {
      this.#signedOut = true;
      this.#stream.stop();
      this.#changed();
      return null;
    }
    const wait = RETRY_EVERY[Math.min(this.#failures, RETRY_EVERY.length - 1)];
    this.#failures += 1;
    this.#nextTryAt = Date.now() + wait;
    this.#changed();
    return wait;
  }

  #event({ type, data }) {
    let value;
    try {
      value = JSON.parse(data);
    } catch {
      return; // cut off or not ours: the next status puts things right
    }
    this.#handlers.onEvent(type, value);
  }

  #changed() {
    this.#handlers.onConnection(this.connection());
  }
}
