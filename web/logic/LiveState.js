import { Samples } from './Samples.js';

/**
 * Everything the page knows about the service, kept true by the feed and read by the views.
 * Listeners hear 'change' (anything), 'job' (one job's news) and 'reset' (forget what you loaded).
 */
export class LiveState extends EventTarget {
  status = null;
  samples = new Samples();
  connection = { mode: 'connecting', lastContact: null, nextTryAt: null, problem: null };
  /** When `status.breakers` were read, by name, so that their countdowns can go on here. */
  breakersReadAt = new Map();
  #clockOffset = 0;

  /** The service's clock now, in milliseconds: ages must not depend on this machine's clock. */
  now() {
    return Date.now() + this.#clockOffset;
  }

  get queue() {
    return this.status?.queue ?? null;
  }

  get breakers() {
    return this.status?.breakers ?? [];
  }

  /** Whether the signed-in user has a role: 'read', 'submit' or 'admin'. */
  may(role) {
    return this.status?.you?.roles?.includes(role) ?? false;
  }

  acceptStatus(status) {
    const restarted = this.status !== null && this.status.started_at !== status.started_at;
    this.status = status;
    this.#clockOffset = Date.parse(status.time) - Date.now();
    this.samples.add(status);
    for (const breaker of status.breakers) this.breakersReadAt.set(breaker.name, Date.now());
    this.#tell('change');
    if (restarted) this.#tell('reset');
  }

  acceptEvent(type, data) {
    if (type === 'job') this.#tell('job', data);
    else if (type === 'queue') this.#amend({ queue: data });
    else if (type === 'circuit') this.#acceptBreaker(data);
    else if (type === 'reset') this.#acceptReset(data);
  }

  acceptConnection(connection) {
    const same = ['mode', 'nextTryAt', 'problem'].every(
      (key) => this.connection[key] === connection[key],
    );
    this.connection = connection;
    if (!same) this.#tell('change');
  }

  #acceptBreaker(breaker) {
    this.breakersReadAt.set(breaker.name, Date.now());
    const known = this.breakers.some(({ name }) => name === breaker.name);
    const breakers = this.breakers.map((old) => (old.name === breaker.name ? breaker : old));
    this.#amend({ breakers: known ? breakers : [...breakers, breaker] });
  }

  #acceptReset(status) {
    const { you, tokens } = this.status ?? {}; // a reset is for everybody and does not say
    this.status = null; // so that this counts as one reset, not also as a restart
    this.acceptStatus({ you, tokens, ...status });
    this.#tell('reset');
  }

  #amend(part) {
    if (this.status === null) return;
    this.status = { ...this.status, ...part };
    this.#tell('change');
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
