import * as format from '../logic/Format.js';
import { EMERGENCY } from '../logic/JobState.js';
import { el, setAttribute, setText } from './dom.js';

const PRIORITIES_SHOWN = 4;

/** The service in six figures, each a link to the jobs behind it. */
export function HeadlineStrip() {
  const figures = {};
  const tile = (name, label, href) => {
    const value = el('span', { class: 'value' });
    const note = el('span', { class: 'note' });
    const inside = [el('span', { class: 'label' }, label), value, note];
    const node = href
      ? el('a', { class: 'tile', href }, inside)
      : el('div', { class: 'tile' }, inside);
    figures[name] = { node, value, note };
    return node;
  };
  const root = el(
    'section',
    { class: 'headline-strip', 'aria-label': 'Headline' },
    tile('queued', 'Queued', '#/jobs?state=pending'),
    tile('running', 'Running', '#/jobs?state=processing'),
    tile('scheduled', 'Scheduled', '#/jobs?state=scheduled'),
    tile('failed', 'Failed', '#/jobs?state=failed'),
    tile('rate', 'Done per second', '#/jobs?state=completed'),
    tile('oldest', 'Oldest waiting', null),
  );

  function show(name, value, note, tone = null) {
    setText(figures[name].value, value);
    setText(figures[name].note, note);
    setAttribute(figures[name].node, 'data-tone', tone);
  }

  function update({ queue, jobs, solver }, samples) {
    const full = queue.size / queue.capacity;
    show('queued', format.count(queue.size), byPriority(queue), full > 0.8 ? 'warn' : null);
    show(
      'running',
      format.count(queue.running),
      queue.paused ? 'queue paused' : `solver ${solver.active} of ${solver.threads}`,
      queue.paused ? 'warn' : null,
    );
    show('scheduled', format.count(jobs.scheduled), `${format.count(jobs.retrying)} to retry`);
    show('failed', format.count(jobs.failed), 'gave up', jobs.failed > 0 ? 'bad' : null);
    show(
      'rate',
      format.rate(samples.latest?.donePerSecond ?? null),
      `${format.count(jobs.completed)} completed`,
    );
    show(
      'oldest',
      queue.oldest_age_ms === null ? 'none' : format.duration(queue.oldest_age_ms),
      oldestNote(queue),
    );
  }

  return { root, update };
}

function name(priority) {
  if (priority === EMERGENCY) return 'emergency';
  return priority === 1 ? 'normal' : `priority ${priority}`;
}

function byPriority({ size, by_priority: groups, capacity }) {
  if (size === 0) return `of ${format.count(capacity)}`;
  const shown = groups
    .slice(0, PRIORITIES_SHOWN)
    .map((group) => `${format.count(group.size)} ${name(group.priority)}`);
  const rest = groups.length - shown.length;
  return shown.join(', ') + (rest > 0 ? `, ${rest} more` : '');
}

function oldestNote({ by_priority: groups, size }) {
  if (size === 0) return 'nothing waits';
  const oldest = groups.reduce((a, b) => (a.oldest_age_ms >= b.oldest_age_ms ? a : b));
  return name(oldest.priority);
}
