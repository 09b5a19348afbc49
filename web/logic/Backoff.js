/**
 * Waiting times for attempts that keep failing: each doubles up to a cap, and a random quarter is
 * taken off so that many pages do not come back at the same moment.
 */
export class Backoff {
  #failures = 0;

  constructor({ base = 1000, cap = 15_000, random = Math.random } = {}) {
    this.base = base;
    this.cap = cap;
    this.random = random;
  }

  /** Milliseconds to wait after one more failure. */
  next() {
    const step = Math.min(this.cap, this.base * 2 ** this.#failures);
    this.#failures += 1;
    return step * (1 - this.random() / 4);
  }

  get failures() {
    return this.#failures;
  }

  reset() {
    this.#failures = 0;
  }
}
