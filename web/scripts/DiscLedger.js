import * as format from '../logic/Format.js';
import {
  movesOfDisc,
  nextMoveOfDisc,
  PEG_NAMES,
  pegOfDisc,
  totalMoves,
} from '../logic/HanoiMath.js';
import { el, reconcile, setText } from './dom.js';

/**
 * Each disc in figures, largest first: for many discs the drawing stands still for centuries, but
 * this says which disc moves when.
 */
export function DiscLedger() {
  const body = el('tbody', {});
  const head = ['Disc', 'Peg', 'Moves made', 'Moves in all', 'Next move', 'Time to it'];
  const numeric = new Set(['Disc', 'Moves made', 'Moves in all', 'Next move', 'Time to it']);
  const table = el(
    'table',
    {},
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        head.map((text) =>
          el('th', { scope: 'col', class: numeric.has(text) ? 'number' : null }, text),
        ),
      ),
    ),
    body,
  );
  const scroller = el(
    'div',
    { class: 'table-scroller', tabindex: '0', role: 'region', 'aria-label': 'Discs in figures' },
    table,
  );
  const root = el(
    'section',
    { class: 'panel disc-ledger' },
    el('h2', {}, 'Disc by disc'),
    scroller,
  );

  function update({ discs }, playback) {
    if (root.hidden) return;
    const rows = Array.from({ length: discs }, (_, index) => ({
      disc: discs - index,
      discs,
      playback,
    }));
    reconcile(body, rows, ({ disc }) => disc, Row);
  }

  return { root, update };
}

function Row() {
  const cells = ['number', null, 'number', 'number', 'number', 'number'];
  const root = el(
    'tr',
    {},
    cells.map((kind) => el('td', { class: kind })),
  );
  const update = (item) =>
    valuesOf(item).forEach((value, index) => setText(root.children[index], value));
  return { root, update };
}

function valuesOf({ disc, discs, playback }) {
  const next = nextMoveOfDisc(discs, disc, playback.done);
  const wait =
    next === null ? null : (Number(next - playback.done) / playback.movesPerSecond) * 1000;
  return [
    String(disc),
    PEG_NAMES[pegOfDisc(discs, disc, playback.done)],
    format.count(movesOfDisc(disc, playback.done)),
    format.count(movesOfDisc(disc, totalMoves(discs))),
    next === null ? 'in its place' : format.count(next),
    format.duration(wait),
  ];
}
