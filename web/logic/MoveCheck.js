import { moveAt, totalMoves } from './HanoiMath.js';

/** Moves asked of the service at a time: about 6 kB of JSON. */
export const WINDOW = 1024;
const REMEMBERED_WINDOWS = 4096;

/**
 * Compares the service's moves with the closed form, window by window, as they come into view.
 * One request is in flight at most; what is asked for meanwhile replaces what was asked before.
 *
 * `fetchMoves(discs, from, count, signal)` resolves to an array of pairs. `onChange` is called
 * after each change of `status` ('idle', 'loading', 'failed', 'different'), `checked`, `problem`
 * and `difference`.
 */
export class MoveCheck {
  #fetchMoves;
  #onChange;
  #verified = new Set();
  #wanted = null;
  #abort = null;

  constructor({ fetchMoves, onChange = () => {} }) {
    this.#fetchMoves = fetchMoves;
    this.#onChange = onChange;
    this.#clear(1);
  }

  /** Starts over for another number of discs. */
  reset(discs) {
    this.#abort?.abort();
    this.#clear(discs);
    this.#onChange();
  }

  /** Whether move `k` was compared and found equal. */
  has(k) {
    return this.#verified.has(windowOf(k));
  }

  /** Asks for the window that holds move `k`, and for the next one when `k` is near its end. */
  want(k) {
    if (this.status === 'failed' || this.status === 'different') return;
    const last = totalMoves(this.discs);
    const here = k < 1n ? 1n : k > last ? last : k;
    const ahead = here + BigInt(WINDOW / 4);
    this.#wanted = [here, ahead].find((move) => move <= last && !this.has(move)) ?? null;
    this.#pump();
  }

  /** After a failure: asks again. */
  retry() {
    if (this.status !== 'failed') return;
    this.status = 'idle';
    this.problem = null;
    this.#pump();
    this.#onChange();
  }

  #clear(discs) {
    this.#abort = null;
    this.#verified.clear();
    this.#wanted = null;
    this.discs = discs;
    this.status = 'idle';
    this.checked = 0;
    this.problem = null;
    this.difference = null;
    this.milliseconds = null;
  }

  #pump() {
    if (this.status !== 'idle' || this.#wanted === null) return;
    this.status = 'loading';
    this.#load(windowOf(this.#wanted), this.#wanted);
  }

  async #load(window, wanted) {
    const abort = (this.#abort = new AbortController());
    const from = window * BigInt(WINDOW) + 1n;
    const left = totalMoves(this.discs) - from + 1n;
    const count = left < BigInt(WINDOW) ? Number(left) : WINDOW;
    const started = Date.now();
    try {
      const moves = await this.#fetchMoves(this.discs, from, count, abort.signal);
      if (abort.signal.aborted) return;
      this.milliseconds = Date.now() - started;
      this.#accept(window, from, count, moves);
    } catch (problem) {
      if (abort.signal.aborted) return;
      this.status = 'failed';
      this.problem = problem;
      this.#wanted = wanted;
    }
    this.#onChange();
    this.#pump();
  }

  #accept(window, from, count, moves) {
    this.difference = firstDifference(this.discs, from, count, moves);
    this.status = this.difference ? 'different' : 'idle';
    if (this.difference) return;
    this.checked += count;
    this.#verified.add(window);
    if (this.#verified.size > REMEMBERED_WINDOWS) {
      this.#verified.delete(this.#verified.values().next().value);
    }
    if (this.#wanted !== null && this.has(this.#wanted)) this.#wanted = null;
  }
}

function windowOf(k) {
  return (k - 1n) / BigInt(WINDOW);
}

/** The first move that differs as `{k, expected, actual}`, or null. */
export function firstDifference(discs, from, count, moves) {
  for (let i = 0; i < count; i++) {
    const k = from + BigInt(i);
    const { from: source, to: target } = moveAt(discs, k);
    const actual = moves[i] ?? null;
    if (!actual || actual[0] !== source || actual[1] !== target) {
      return { k, expected: [source, target], actual };
    }
  }
  if (moves.length === count) return null;
  return { k: from + BigInt(count), expected: null, actual: moves[count] };
}
