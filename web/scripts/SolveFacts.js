import { ClassicSolve } from '../logic/ClassicSolve.js';
import * as format from '../logic/Format.js';
import { formatPosition } from '../logic/HanoiMath.js';
import { el, setText } from './dom.js';
import { speedLabel } from './PlaybackControls.js';

/** The solve in figures: how many moves, how far, how long it will take. */
export function SolveFacts() {
  const values = {};
  const row = (name, label) => {
    values[name] = el('dd', {});
    return el('div', {}, el('dt', {}, label), values[name]);
  };
  const heading = el('h2', {});
  const root = el(
    'section',
    { class: 'panel solve-facts' },
    heading,
    el(
      'dl',
      {},
      row('total', 'Moves in all'),
      row('done', 'Done'),
      row('left', 'Time left'),
      row('whole', 'Whole solve'),
      row('position', 'Position'),
    ),
  );

  function update(itinerary, playback) {
    const classic = itinerary instanceof ClassicSolve;
    setText(heading, classic ? `${format.plural(itinerary.discs, 'disc')}, A to C` : 'Shortest path');
    setText(values.total, format.count(playback.total));
    const share = playback.total === 0n ? 1 : Number(playback.done) / Number(playback.total);
    setText(values.done, `${format.count(playback.done)} (${(share * 100).toFixed(share < 0.001 ? 0 : 1)} %)`);
    setText(values.left, format.duration(playback.secondsLeft * 1000));
    const whole = (Number(playback.total) / playback.movesPerSecond) * 1000;
    setText(values.whole, `${format.duration(whole)} at ${speedLabel(playback.movesPerSecond)}`);
    setText(values.position, formatPosition(itinerary.positionAt(playback.done)));
  }

  return { root, update };
}
