/** Ten minutes at one sample in two seconds. */
export const CAPACITY = 300;
const GAP = 15_000;

/**
 * The last minutes of the service in figures for plots, taken from successive `/status` answers.
 * Rates are differences of totals over the service's own clock; a restart or a pause leaves a gap
 * (null) instead of an invented value.
 */
export class Samples {
  #previous = null;
  #list = [];

  /** All samples, oldest first. */
  get list() {
    return this.#list;
  }

  get latest() {
    return this.#list.at(-1) ?? null;
  }

  add(status) {
    const at = Date.parse(status.time);
    const previous = this.#previous;
    const seconds = previous ? (at - previous.at) / 1000 : 0;
    if (previous && previous.boot === status.started_at && seconds <= 0) return;
    const continuous = previous && previous.boot === status.started_at && seconds * 1000 < GAP;
    const perSecond = (now, before) => (continuous ? Math.max(0, now - before) / seconds : null);
    if (previous && !continuous) this.#push(gapAt(at - 1));
    this.#push({
      at,
      donePerSecond: perSecond(status.jobs.done_total, previous?.done),
      failedPerSecond: perSecond(status.jobs.failed, previous?.failed),
      waitP99: status.latency?.wait_p99_ms ?? null,
      runP99: status.latency?.run_p99_ms ?? null,
      runP50: status.latency?.run_p50_ms ?? null,
      queued: status.queue.size,
      running: status.queue.running,
    });
    this.#previous = {
      at,
      boot: status.started_at,
      done: status.jobs.done_total,
      failed: status.jobs.failed,
    };
  }

  #push(sample) {
    this.#list.push(sample);
    if (this.#list.length > CAPACITY) this.#list.shift();
  }
}

function gapAt(at) {
  return {
    at,
    donePerSecond: null,
    failedPerSecond: null,
    waitP99: null,
    runP99: null,
    runP50: null,
    queued: null,
    running: null,
  };
}

/** Smallest, largest and mean of one figure over all samples, or null if it is never known. */
export function summary(samples, name) {
  const values = samples.map((sample) => sample[name]).filter((value) => value !== null);
  if (values.length === 0) return null;
  const sum = values.reduce((total, value) => total + value, 0);
  return {
    latest: samples.at(-1)[name],
    min: Math.min(...values),
    max: Math.max(...values),
    mean: sum / values.length,
  };
}
