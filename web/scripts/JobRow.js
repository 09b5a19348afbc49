import * as format from '../logic/Format.js';
import { EMERGENCY, hasEnded, isRetrying, ranFor, waitedFor } from '../logic/JobState.js';
import { el, setAttribute, setText, setVisible } from './dom.js';
import { Icon } from './Icon.js';
import { Meter } from './Meter.js';
import { StateChip } from './StateChip.js';

/** One job in the table. A click anywhere opens it; the link does so for the keyboard. */
export function JobRow({ onOpen, onToggle }) {
  let id = null;
  const box = el('input', { type: 'checkbox' });
  const chip = StateChip();
  const urgent = el(
    'span',
    { class: 'urgent', title: 'Emergency', role: 'img', 'aria-label': 'emergency' },
    Icon('emergency'),
  );
  const type = el('span', { class: 'type' });
  const link = el('a', { class: 'id mono' });
  const payload = el('bdi', { class: 'payload' });
  const priority = el('span', {});
  const attempt = el('span', {});
  const age = el('time', {});
  const waited = el('span', {});
  const ran = el('span', {});
  const meter = Meter('Progress', 'progressbar');
  const news = el('bdi', { class: 'text' });
  const cell = (name, ...children) => el('td', { class: name }, children);
  const root = el(
    'tr',
    {},
    cell('select', box),
    cell('state', chip.root),
    cell('job', el('div', { class: 'job-line' }, urgent, type, link, payload)),
    cell('priority number', priority),
    cell('attempt number', attempt),
    cell('age number', age),
    cell('waited number', waited),
    cell('ran number', ran),
    cell('news', el('div', { class: 'news-line' }, meter.root, news)),
  );

  box.addEventListener('change', () => onToggle(id, box.checked));
  root.addEventListener('click', (event) => {
    if (event.target.closest('a, input, .select') || getSelection()?.type === 'Range') return;
    onOpen(id);
  });

  function update({ job, now, open, selected }) {
    if (id !== job.id) identify(job);
    setAttribute(root, 'data-open', open);
    setAttribute(link, 'aria-current', open && 'true');
    setAttribute(root, 'data-emergency', job.priority >= EMERGENCY);
    setVisible(urgent, job.priority >= EMERGENCY);
    box.checked = selected;
    chip.update(job.state);
    setText(payload, format.visible(job.payload_beginning ?? ''));
    setText(priority, String(job.priority));
    setText(attempt, `${job.attempt}/${job.max_attempts}`);
    setText(age, format.duration(coarse(now - Date.parse(job.created_at))));
    setText(waited, format.duration(waitedFor(job, now)));
    setText(ran, format.duration(ranFor(job, now)));
    showNews(job, now);
  }

  function identify(job) {
    id = job.id;
    setText(type, job.type);
    setText(link, format.shortId(id));
    setAttribute(link, 'href', `#/jobs/${encodeURIComponent(id)}`);
    setAttribute(link, 'title', id);
    setAttribute(link, 'aria-label', `${format.shortId(id)}: open ${job.type} job`);
    setAttribute(box, 'aria-label', `Select ${job.type} job ${id}`);
    setAttribute(age, 'datetime', job.created_at);
    setAttribute(age, 'title', format.dateAndClock(job.created_at));
  }

  function showNews(job, now) {
    const running = job.state === 'processing';
    setVisible(meter.root, running && job.progress !== null);
    if (running) meter.update(job.progress ?? 0, format.percent(job.progress));
    setText(news, newsOf(job, now));
    setAttribute(news, 'data-tone', job.last_error && job.state !== 'completed' ? 'bad' : null);
  }

  return { root, update };
}

/** Ages of hours are not worth a tick a second. */
function coarse(milliseconds) {
  return milliseconds < 60_000
    ? Math.floor(milliseconds / 1000) * 1000
    : Math.floor(milliseconds / 60_000) * 60_000;
}

function newsOf(job, now) {
  const error = job.last_error ? format.firstLine(job.last_error) : '';
  if (job.state === 'processing') return job.progress === null ? '' : format.percent(job.progress);
  if (job.state === 'scheduled' && job.run_at) {
    const due = `due in ${format.countdown(Date.parse(job.run_at) - now)}`;
    return isRetrying(job) && error ? `${due}, after: ${error}` : due;
  }
  return hasEnded(job) && job.state === 'completed' ? '' : error;
}
