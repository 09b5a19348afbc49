import * as format from '../logic/Format.js';
import { parsePosition } from '../logic/HanoiMath.js';
import { PathReplay } from '../logic/PathReplay.js';
import { el, setAttribute, setText, setVisible } from './dom.js';
import { PositionEditor } from './PositionEditor.js';

const FIRST = { from: [0, 0, 0, 0], to: [2, 1, 0, 2] };

/**
 * The shortest path between two positions that the user sets: asks the service for the moves,
 * replays them, and hands the replay to `onPath`.
 */
export function PathPanel({ client, onPath }) {
  const positions = { ...FIRST };
  const editors = {
    from: PositionEditor('From', (position) => change('from', position)),
    to: PositionEditor('To', (position) => change('to', position)),
  };
  const answer = el('p', { class: 'answer', role: 'status' });
  const find = el('button', { type: 'submit', class: 'primary' }, 'Find the shortest path');
  const form = el('form', {}, editors.from.root, editors.to.root, find, answer);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    search();
  });
  const root = el(
    'details',
    { class: 'panel path-panel' },
    el('summary', {}, el('h2', {}, 'From any position to any other')),
    el(
      'p',
      { class: 'hint' },
      'A click on a disc sends it to the next peg. Digits name the peg of each disc, smallest first: 0 is A, 1 is B, 2 is C; more digits are more discs.',
    ),
    form,
  );
  editors.from.update(positions.from);
  editors.to.update(positions.to);

  /** Both positions have the same discs: the edited one decides how many. */
  function change(which, position) {
    const other = which === 'from' ? 'to' : 'from';
    positions[which] = position;
    if (positions[other].length !== position.length) {
      const rest = position.slice(positions[other].length);
      positions[other] = [...positions[other].slice(0, position.length), ...rest];
      editors[other].update(positions[other]);
    }
    setText(answer, '');
    setAttribute(answer, 'data-tone', null);
  }

  async function search() {
    const from = positions.from.join('');
    const to = positions.to.join('');
    setAttribute(find, 'disabled', true);
    setText(answer, 'Asking the service…');
    try {
      const path = await client.path(from, to);
      const replay = new PathReplay(parsePosition(from), parsePosition(to), path.moves);
      tell(`${format.plural(replay.total, 'move')}, replayed and legal. Press Play.`, 'good');
      onPath(replay);
    } catch (problem) {
      tell(problem.body?.length ? tooLong(problem) : problem.message, 'bad');
    } finally {
      setAttribute(find, 'disabled', null);
    }
  }

  function tell(text, tone) {
    setText(answer, text);
    setAttribute(answer, 'data-tone', tone);
    setVisible(answer, true);
  }

  return { root };
}

function tooLong({ body }) {
  return `That path takes ${format.count(BigInt(body.length))} moves, too many to list.`;
}
