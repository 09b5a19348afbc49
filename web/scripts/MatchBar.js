import * as format from '../logic/Format.js';
import { el, setAttribute, setText, setVisible } from './dom.js';

const ACTIONS = {
  retry: ['Retry', 'Those that failed, were cancelled or wait for a time go into the queue.'],
  cancel: ['Cancel', 'Those that wait will not run, those that run will be asked to stop.'],
  delete: ['Delete', 'Those that have ended are removed for good, 10 seconds from now.'],
};
const OTHERS = 'Others stay as they are. Jobs that come to match later are not meant.';
const PAUSE = 500;

/** Actions on all jobs that match, on this page or not: counted and named before, followed after. */
export function MatchBar({ client, live, confirm, toast }, { onDone }) {
  let filter = {};
  let matched = null;
  let operation = null;
  let busy = false;
  const text = el('span', {});
  const count = el('button', { type: 'button', onClick: () => ask() }, 'All that match…');
  const buttons = Object.keys(ACTIONS).map((action) =>
    el(
      'button',
      { type: 'button', class: action === 'retry' ? null : 'danger', onClick: () => run(action) },
      `${ACTIONS[action][0]} all`,
    ),
  );
  const stop = el('button', { type: 'button', onClick: () => halt() }, 'Stop');
  const root = el(
    'div',
    { class: 'match-bar', role: 'group', 'aria-label': 'All jobs that match', hidden: true },
    text,
    count,
    buttons,
    stop,
  );

  async function guarded(action) {
    busy = true;
    show();
    try {
      await action();
    } catch (problem) {
      toast(`Nothing changed: ${problem.message} (${problem.code})`, { tone: 'bad' });
    }
    busy = false;
    show();
  }

  function ask() {
    const asked = filter;
    return guarded(async () => {
      const { count: number } = await client.jobs({ ...asked, limit: 1, count: true });
      if (asked !== filter) return;
      matched = number;
      if (number === null) toast('Too many jobs match to be counted', { tone: 'bad' });
    });
  }

  async function run(action) {
    const [verb, effect] = ACTIONS[action];
    const jobs = format.plural(matched, 'job');
    const asked = filter;
    const expect = matched;
    const question = `${verb} all ${jobs} that match?`;
    if (!(await confirm({ question, effects: [effect, OTHERS], action: `${verb} ${jobs}` })))
      return;
    await guarded(async () => {
      operation = await client.actOnMatching(action, asked, expect);
      matched = null;
      follow();
    });
  }

  function halt() {
    return guarded(async () => accept(await client.stopOperation(operation.id)));
  }

  /** It goes on without this page; the page only looks. */
  async function follow() {
    while (operation) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      try {
        if (operation) accept(await client.operation(operation.id));
      } catch {
        // the connection's own sign tells; asked again
      }
    }
  }

  function accept(next) {
    if (operation === null) return;
    operation = next;
    if (next.finished_at !== null) {
      operation = null;
      const tone = next.state === 'failed' ? 'bad' : 'good';
      toast(`${describe(next)}. ${next.error ?? ''}`.trim(), { tone });
      onDone();
    }
    show();
  }

  function show() {
    const wanted = live.may('admin') && (filter.q || filter.state || filter.type);
    setVisible(root, Boolean(wanted || operation));
    setVisible(text, Boolean(operation) || matched !== null);
    setVisible(count, !operation && matched === null);
    for (const button of buttons) {
      setVisible(button, !operation && matched !== null);
      setAttribute(button, 'disabled', busy || !matched);
    }
    setVisible(stop, operation !== null);
    setAttribute(count, 'disabled', busy);
    setAttribute(stop, 'disabled', busy);
    setText(
      text,
      operation
        ? describe(operation)
        : matched === null
          ? ''
          : `${format.plural(matched, 'job')} ${matched === 1 ? 'matches' : 'match'}`,
    );
  }

  function update(nextFilter) {
    const changed = ['q', 'state', 'type'].some((name) => filter[name] !== nextFilter[name]);
    if (changed) [filter, matched] = [nextFilter, null];
    show();
  }

  return { root, update };
}

function describe({ action, state, matched, done, skipped, failed }) {
  const verb = ACTIONS[action]?.[0] ?? action;
  const rest = [
    skipped && `${format.count(skipped)} did not match any more`,
    failed && `${format.count(failed)} could not be`,
  ].filter(Boolean);
  const parts = [
    `${verb} all, ${state}: ${format.count(done)} of ${format.count(matched)}`,
    ...rest,
  ];
  return parts.join(', ');
}
