import { moveAt, positionAt, totalMoves } from './HanoiMath.js';

/**
 * An itinerary: all discs from peg A to peg C. Like every itinerary it answers what stands where
 * after any move, so that a slider can jump anywhere. Immutable.
 */
export class ClassicSolve {
  constructor(discs) {
    this.discs = discs;
    this.total = totalMoves(discs);
  }

  /** The pegs of all discs, smallest first, once `done` moves are done. */
  positionAt(done) {
    return positionAt(this.discs, done);
  }

  /** Move number `k`, from 1. */
  moveAt(k) {
    return moveAt(this.discs, k);
  }
}
