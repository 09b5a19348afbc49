import { failureRate, outlook } from '../logic/BreakerState.js';
import * as format from '../logic/Format.js';
import { el, reconcile, setAttribute, setText, setVisible } from './dom.js';
import { Meter } from './Meter.js';
import { StateChip } from './StateChip.js';

const EFFECTS = {
  isolate: (name) => ({
    question: `Isolate the breaker “${name}”?`,
    effects: [
      `Every call behind it is refused at once, and no probe is made, until somebody resets it.`,
    ],
    action: `Isolate ${name}`,
  }),
  reset: (name) => ({
    question: `Reset the breaker “${name}”?`,
    effects: [
      'It closes, its window is emptied, and calls pass again at once, whether or not what is behind it has recovered.',
    ],
    action: `Reset ${name}`,
  }),
};

/** One circuit breaker: what it does now, why, and what it did before. */
export function BreakerPanel({ client, live, toast, confirm }) {
  const name = el('h2', {});
  const chip = StateChip();
  const text = el('span', {});
  const wait = el('strong', { class: 'wait' });
  const rate = Meter('Failed calls in the window');
  const values = {};
  const row = (key, label) => {
    values[key] = el('dd', {});
    return el('div', {}, el('dt', {}, label), values[key]);
  };
  const figures = el(
    'dl',
    {},
    row('window', 'Window'),
    row('failed', 'Failed'),
    row('slow', 'Slow'),
    row('refused', 'Refused'),
    row('reopenings', 'Reopenings'),
    row('reason', 'Last reason'),
  );
  const history = el('tbody', {});
  const noHistory = el('p', { class: 'hint' }, 'No transition since the service started.');
  const table = el(
    'table',
    {},
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        ['Time', 'From', 'To', 'Reason'].map((head) => el('th', { scope: 'col' }, head)),
      ),
    ),
    history,
  );
  const scroller = el('div', { class: 'table-scroller', tabindex: '0', role: 'region' }, table);
  const isolate = el(
    'button',
    { type: 'button', class: 'danger', onClick: () => act('isolate') },
    'Isolate',
  );
  const reset = el('button', { type: 'button', onClick: () => act('reset') }, 'Reset');
  const actions = el('div', { class: 'buttons' }, reset, isolate);
  const root = el(
    'section',
    { class: 'breaker-panel panel' },
    el('header', {}, name, chip.root, el('p', { class: 'outlook' }, text, ' ', wait), actions),
    el(
      'div',
      { class: 'columns' },
      el('div', {}, rate.root, figures),
      el('div', { class: 'history' }, el('h3', {}, 'Last transitions'), noHistory, scroller),
    ),
  );
  let breaker = null;
  let busy = false;

  async function act(action) {
    if (!(await confirm(EFFECTS[action](breaker.name)))) return;
    busy = true;
    update(breaker);
    try {
      live.acceptEvent('circuit', await client[action](breaker.name));
      toast(`${breaker.name}: ${action === 'isolate' ? 'isolated' : 'reset'}.`);
    } catch (problem) {
      toast(`${breaker.name} not changed: ${problem.message} (${problem.code})`, { tone: 'bad' });
    }
    busy = false;
    update(breaker);
  }

  function update(next) {
    breaker = next;
    setText(name, breaker.name);
    setAttribute(scroller, 'aria-label', `Last transitions of ${breaker.name}`);
    chip.update(breaker.state);
    showOutlook();
    showFigures();
    setVisible(actions, live.may('admin'));
    setAttribute(isolate, 'disabled', busy || breaker.state === 'isolated');
    setAttribute(reset, 'disabled', busy);
    setVisible(noHistory, breaker.transitions.length === 0);
    setVisible(scroller, breaker.transitions.length > 0);
    reconcile(history, breaker.transitions, keyOfTransition, Transition);
  }

  function showOutlook() {
    const now = outlook(breaker, live.breakersReadAt.get(breaker.name), Date.now());
    setText(text, now.text);
    setText(wait, now.wait ? format.countdown(now.wait) : '');
  }

  function showFigures() {
    const { window } = breaker;
    const share = failureRate(breaker);
    setText(values.window, format.plural(window.total, 'call'));
    setText(
      values.failed,
      share === null ? 'none' : `${format.count(window.failed)} (${format.percent(share)})`,
    );
    rate.update(share ?? 0, format.percent(share ?? 0), share > 0 ? 'bad' : 'good');
    setText(values.slow, format.count(window.slow));
    setText(values.refused, format.plural(breaker.refused, 'call'));
    setText(values.reopenings, format.count(breaker.reopenings));
    setText(values.reason, breaker.last_reason ?? 'none');
  }

  return { root, update };
}

function keyOfTransition({ at, from, to }) {
  return `${at} ${from} ${to}`;
}

function Transition({ at, from, to, reason }) {
  const chips = [StateChip(), StateChip()];
  chips[0].update(from);
  chips[1].update(to);
  const cells = [
    el('time', { datetime: at, title: format.dateAndClock(at) }, format.clock(at)),
    chips[0].root,
    chips[1].root,
    reason,
  ];
  return {
    root: el(
      'tr',
      {},
      cells.map((cell) => el('td', {}, cell)),
    ),
    update: () => {},
  };
}
