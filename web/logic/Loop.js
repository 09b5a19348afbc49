/**
 * Repeats an asynchronous step until it is stopped. The step gets an AbortSignal and returns how
 * many milliseconds to wait before the next one, or null to end the loop.
 */
export class Loop {
  #step;
  #abort = null;
  #wake = () => {};

  constructor(step) {
    this.#step = step;
  }

  get running() {
    return this.#abort !== null;
  }

  start() {
    if (this.#abort) return;
    this.#abort = new AbortController();
    this.#run(this.#abort);
  }

  stop() {
    this.#abort?.abort();
    this.#abort = null;
    this.#wake();
  }

  /** Ends the current wait, if there is one. */
  wake() {
    this.#wake();
  }

  async #run(abort) {
    while (!abort.signal.aborted) {
      const milliseconds = await this.#step(abort.signal);
      if (abort.signal.aborted) return;
      if (milliseconds === null) {
        this.#abort = null;
        return;
      }
      await this.#wait(milliseconds);
    }
  }

  #wait(milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
