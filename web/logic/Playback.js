/**
 * Where playing stands in an itinerary: `done` moves (a BigInt) and the `phase` (0 to 1) of the
 * move under way. It has no clock: the caller says how much time went by.
 */
export class Playback {
  constructor(total, movesPerSecond = 1) {
    this.total = total;
    this.movesPerSecond = movesPerSecond;
    this.done = 0n;
    this.phase = 0;
    this.playing = false;
  }

  get atStart() {
    return this.done === 0n && this.phase === 0;
  }

  get atEnd() {
    return this.done === this.total;
  }

  /** Plays on, from the start if the end was reached. */
  play() {
    if (this.atEnd) this.seek(0n);
    this.playing = this.total > 0n;
  }

  pause() {
    this.playing = false;
  }

  /** Goes to the position after `done` moves, kept within the itinerary. */
  seek(done) {
    this.done = done < 0n ? 0n : done > this.total ? this.total : done;
    this.phase = 0;
    if (this.atEnd) this.playing = false;
  }

  /** Pauses and goes `moves` on, or back if negative; half a move back ends it where it began. */
  step(moves) {
    this.pause();
    const halfDone = this.phase > 0 && moves < 0 ? 1 : 0;
    this.seek(this.done + BigInt(moves + halfDone));
  }

  /** Lets time pass. True if anything moved. */
  tick(milliseconds) {
    if (!this.playing) return false;
    const moves = this.phase + (milliseconds * this.movesPerSecond) / 1000;
    const whole = Math.floor(moves);
    this.done += BigInt(whole);
    this.phase = moves - whole;
    if (this.done >= this.total) this.seek(this.total);
    return true;
  }

  /** Seconds until the end at this speed. */
  get secondsLeft() {
    return (Number(this.total - this.done) - this.phase) / this.movesPerSecond;
  }
}
