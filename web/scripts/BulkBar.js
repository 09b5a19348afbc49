import * as format from '../logic/Format.js';
import { sortForAction } from '../logic/JobState.js';
import { el, setAttribute, setText, setVisible } from './dom.js';

const WORDS = {
  cancel: { verb: 'Cancel', done: 'Cancelled', tone: 'danger' },
  retry: { verb: 'Retry', done: 'Retried', tone: null },
};

/** Actions on the selected jobs. Each names its effect before it acts and its outcome after. */
export function BulkBar({ client, confirm, toast }, { onDone }) {
  let jobs = [];
  let busy = false;
  const text = el('span', {});
  const buttons = Object.fromEntries(
    Object.entries(WORDS).map(([action, { tone }]) => [
      action,
      el('button', { type: 'button', class: tone, onClick: () => run(action) }),
    ]),
  );
  const root = el(
    'div',
    { class: 'bulk-bar', role: 'group', 'aria-label': 'Selected jobs', hidden: true },
    text,
    buttons.retry,
    buttons.cancel,
  );

  async function run(action) {
    const { able, unable } = sortForAction(jobs, action);
    const { verb, done } = WORDS[action];
    const question = `${verb} ${format.plural(able.length, 'job')}?`;
    if (
      !(await confirm({
        question,
        effects: effectsOf(action, able, unable),
        action: `${verb} ${format.plural(able.length, 'job')}`,
      }))
    )
      return;
    busy = true;
    update(jobs);
    try {
      const send = action === 'cancel' ? client.cancelAll : client.retryAll;
      const { results } = await send(able.map(({ id }) => id));
      tell(done, results);
      onDone();
    } catch (problem) {
      toast(`Nothing changed: ${problem.message} (${problem.code})`, { tone: 'bad' });
    }
    busy = false;
    update(jobs);
  }

  function tell(done, results) {
    const refused = results.filter(({ problem }) => problem);
    const good = `${done} ${format.plural(results.length - refused.length, 'job')}.`;
    if (refused.length === 0) return toast(good);
    const { error, detail, code } = refused[0].problem;
    return toast(
      `${good} Refused: ${refused.length}, the first with “${detail ?? error ?? code}”.`,
      { tone: 'bad' },
    );
  }

  function update(selected) {
    jobs = selected;
    setVisible(root, jobs.length > 0);
    setText(text, `${format.count(jobs.length)} selected`);
    for (const [action, button] of Object.entries(buttons)) {
      const { able } = sortForAction(jobs, action);
      setText(button, `${WORDS[action].verb} ${able.length}`);
      setAttribute(button, 'disabled', busy || able.length === 0);
      setAttribute(
        button,
        'title',
        able.length === 0
          ? `None of the selected jobs can be ${action === 'cancel' ? 'cancelled' : 'retried'}`
          : null,
      );
    }
  }

  return { root, update };
}

function effectsOf(action, able, unable) {
  const running = able.filter(({ state }) => state === 'processing').length;
  const waiting = able.length - running;
  const effects = [];
  if (action === 'retry')
    effects.push('They go back into the queue with all their attempts, at their old priority.');
  if (action === 'cancel' && waiting > 0)
    effects.push(`${format.plural(waiting, 'waiting job')} will not run.`);
  if (action === 'cancel' && running > 0)
    effects.push(`${format.plural(running, 'running job')} will be asked to stop.`);
  if (unable.length > 0)
    effects.push(
      `${format.plural(unable.length, 'selected job')} can not be ${action === 'cancel' ? 'cancelled' : 'retried'} and ${unable.length === 1 ? 'stays' : 'stay'} as ${unable.length === 1 ? 'it is' : 'they are'}.`,
    );
  return effects;
}
