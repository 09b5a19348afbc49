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
    setText(
      heading,
      classic ? `${format.plural(itinerary.discs, 'disc')}, A to C` : 'Shortest path',
    );
    setText(values.total, format.count(playback.total));
    setText(values.done, `${format.count(playback.done)} (${shareOf(playback)})`);
    setText(values.left, format.duration(playback.secondsLeft * 1000));
    const whole = (Number(playback.total) / playback.movesPerSecond) * 1000;
    setText(values.whole, `${format.duration(whole)} at ${speedLabel(playback.movesPerSecond)}`);
    setText(values.position, formatPosition(itinerary.positionAt(playback.done)));
  }

  return { root, update };
}

/** Never "0 %" once it began, never "100 %" before it ended. */
function shareOf({ done, total }) {
  if (done === 0n && total > 0n) return '0 %';
  const percent = total === 0n ? 100 : (Number(done) / Number(total)) * 100;
  if (percent < 0.1) return 'under 0.1 %';
  return done < total && percent >= 99.95 ? 'over 99.9 %' : `${percent.toFixed(1)} %`;
}
