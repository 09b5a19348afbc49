import * as format from '../logic/Format.js';
import { el, reconcile, setText, setVisible } from './dom.js';

const MOST_TEXT = 20_000;

/** Every past attempt that failed, with its whole error. */
export function AttemptList() {
  const list = el('ol', {});
  const root = el('section', { class: 'attempt-list', hidden: true }, el('h3', {}, 'Errors'), list);

  function update(job) {
    const failed = (job.attempts ?? []).filter(({ error }) => error);
    setVisible(root, failed.length > 0);
    reconcile(list, failed, ({ attempt, started_at: at }) => `${attempt} ${at}`, Attempt);
  }

  return { root, update };
}

function Attempt() {
  const title = el('span', { class: 'title' });
  const error = el('pre', { tabindex: '0', dir: 'auto' });
  const root = el('li', {}, title, error);

  function update(attempt) {
    const ran = Date.parse(attempt.finished_at) - Date.parse(attempt.started_at);
    setText(
      title,
      `Attempt ${attempt.attempt} at ${format.clock(attempt.started_at)}, after ${format.duration(ran)}`,
    );
    const text = attempt.error;
    setText(
      error,
      text.length > MOST_TEXT
        ? `${text.slice(0, MOST_TEXT)}… (${format.count(text.length)} characters)`
        : text,
    );
  }

  return { root, update };
}
