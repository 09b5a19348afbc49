import * as format from '../logic/Format.js';
import { timeline } from '../logic/JobState.js';
import { el, reconcile, setAttribute, setText } from './dom.js';

/** A job's life from top to bottom, with how long each part took. */
export function JobTimeline() {
  const list = el('ol', {});
  const root = el('section', { class: 'job-timeline' }, el('h3', {}, 'Time line'), list);

  function update(job, now) {
    const steps = timeline(job, now).map((step, index) => ({ ...step, index, now }));
    reconcile(list, steps, ({ index }) => index, Step);
  }

  return { root, update };
}

function Step() {
  const label = el('strong', {});
  const note = el('span', { class: 'note' });
  const time = el('time', {});
  const span = el('span', { class: 'duration' });
  const root = el('li', {}, el('span', { class: 'what' }, label, note), time, span);

  function update(step) {
    setAttribute(root, 'data-tone', step.tone);
    setText(label, step.label);
    setText(note, step.note ? ` ${step.note}` : '');
    setText(time, timeOf(step));
    setAttribute(time, 'datetime', step.at);
    setAttribute(time, 'title', step.at ? format.dateAndClock(step.at) : null);
    setText(span, step.duration === null ? '' : format.duration(step.duration));
  }

  return { root, update };
}

function timeOf({ at, now }) {
  if (!at) return 'now';
  const ahead = Date.parse(at) - now;
  return ahead > 0 ? `in ${format.countdown(ahead)}` : format.clock(at);
}
