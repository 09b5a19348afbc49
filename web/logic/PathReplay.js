import { topDisc } from './HanoiMath.js';

const CHECKPOINT_EVERY = 1024;

/**
 * An itinerary made of a list of moves, such as the shortest path between two positions. The
 * constructor replays it once: the first illegal move, or a wrong end, is an Error. It keeps a
 * position every 1,024 moves, so that any other is at most that many moves away. Immutable.
 */
export class PathReplay {
  constructor(from, to, moves) {
    this.discs = from.length;
    this.total = BigInt(moves.length);
    this.moves = moves;
    this.checkpoints = [];
    const end = this.#replayAll(from);
    if (end.join('') !== to.join('')) {
      throw new Error(`the path ends at ${end.join('')} instead of ${to.join('')}`);
    }
  }

  positionAt(done) {
    const index = Number(done);
    const checkpoint = Math.floor(index / CHECKPOINT_EVERY);
    const position = this.checkpoints[checkpoint].slice();
    for (let i = checkpoint * CHECKPOINT_EVERY; i < index; i++) apply(position, this.moves[i], i);
    return position;
  }

  moveAt(k) {
    const [from, to] = this.moves[Number(k) - 1];
    return { disc: topDisc(this.positionAt(k - 1n), from), from, to };
  }

  #replayAll(from) {
    const position = from.slice();
    for (let i = 0; i < this.moves.length; i++) {
      if (i % CHECKPOINT_EVERY === 0) this.checkpoints.push(position.slice());
      apply(position, this.moves[i], i);
    }
    if (this.moves.length % CHECKPOINT_EVERY === 0) this.checkpoints.push(position.slice());
    return position;
  }
}

function apply(position, [from, to], index) {
  const disc = topDisc(position, from);
  const lid = topDisc(position, to);
  if (disc === null || (lid !== null && lid < disc)) {
    throw new Error(`move ${index + 1}, ${from} to ${to}, is illegal`);
  }
  position[disc - 1] = to;
}
