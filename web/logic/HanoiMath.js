/**
 * The Tower of Hanoi in closed form: any move and any position of the classic solve in O(n),
 * without the moves before it. Discs are numbered from 1, the smallest; pegs are 0, 1 and 2.
 * Move numbers are BigInt, since 60 discs take more moves than a Number counts exactly.
 *
 * The order is the service's: move k goes from peg (k & (k - 1)) mod 3 to ((k | (k - 1)) + 1)
 * mod 3, and for an even number of discs pegs 1 and 2 change places.
 */

/** The most discs that the service serves moves for. */
export const MAX_DISCS = 60;

/** What people call the pegs 0, 1 and 2. */
export const PEG_NAMES = ['A', 'B', 'C'];

/** How many moves the classic solve of `discs` discs takes: 2^n - 1. */
export function totalMoves(discs) {
  return (1n << BigInt(discs)) - 1n;
}

/** Move number `k` (1 to 2^n - 1) as `{disc, from, to}`. */
export function moveAt(discs, k) {
  const from = Number((k & (k - 1n)) % 3n);
  const to = Number(((k | (k - 1n)) + 1n) % 3n);
  return { disc: trailingZeros(k) + 1, from: inOrder(discs, from), to: inOrder(discs, to) };
}

/** How often `disc` has moved once `k` moves are done. */
export function movesOfDisc(disc, k) {
  const bit = BigInt(disc - 1);
  return (k + (1n << bit)) >> (bit + 1n);
}

/** The number of the next move of `disc` after `k` moves, or null if it has reached its place. */
export function nextMoveOfDisc(discs, disc, k) {
  const next = (2n * movesOfDisc(disc, k) + 1n) << BigInt(disc - 1);
  return next > totalMoves(discs) ? null : next;
}

/** The peg that `disc` stands on once `k` moves are done. */
export function pegOfDisc(discs, disc, k) {
  const step = (discs - disc + 1) % 2 === 1 ? 2n : 1n;
  return Number((step * movesOfDisc(disc, k)) % 3n);
}

/** The pegs of all discs after `k` moves: element 0 is the smallest disc's. */
export function positionAt(discs, k) {
  return Array.from({ length: discs }, (_, index) => pegOfDisc(discs, index + 1, k));
}

/** Writes a position as the API does: one peg digit a disc, smallest first. */
export function formatPosition(position) {
  return position.join('');
}

/** Reads a position; null if it holds anything but 1 to 60 digits of 0, 1 and 2. */
export function parsePosition(text) {
  return /^[012]{1,60}$/.test(text) ? Array.from(text, Number) : null;
}

/** The smallest disc on `peg`, or null: the only one that may leave it. */
export function topDisc(position, peg) {
  const index = position.indexOf(peg);
  return index < 0 ? null : index + 1;
}

function inOrder(discs, peg) {
  return discs % 2 === 0 && peg !== 0 ? 3 - peg : peg;
}

function trailingZeros(k) {
  let count = 0;
  for (let rest = k; (rest & 1n) === 0n; rest >>= 1n) count += 1;
  return count;
}
