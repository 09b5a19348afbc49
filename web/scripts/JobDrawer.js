import * as format from '../logic/Format.js';
import { cancelRefusal, EMERGENCY, retryRefusal } from '../logic/JobState.js';
import { AttemptList } from './AttemptList.js';
import { el, setAttribute, setText, setVisible } from './dom.js';
import { Icon } from './Icon.js';
import { JobTimeline } from './JobTimeline.js';
import { JsonBlock } from './JsonBlock.js';
import { Meter } from './Meter.js';
import { StateChip } from './StateChip.js';

const WIDE = matchMedia('(min-width: 1200px)');

/**
 * Everything about one job. Beside the table where there is room for both, over it where there is
 * not.
 */
export function JobDrawer({ client, live, toast, announce }, { onClosed, onNeighbour }) {
  let id = null;
  let job = null;
  let problem = null;
  let loading = null;
  let again = false;
  let busy = false;

  const title = el('h2', { id: 'job-drawer-title', tabindex: '-1' });
  const chip = StateChip();
  const fullId = el('code', { class: 'full-id' });
  const facts = el('p', { class: 'facts' });
  const meter = Meter('Progress', 'progressbar');
  const progressText = el('span', {});
  const progress = el('div', { class: 'progress' }, meter.root, progressText);
  const timeline = JobTimeline();
  const attempts = AttemptList();
  const payload = JsonBlock('Payload', toast);
  const result = JsonBlock('Result', toast);
  const retry = Action('Retry', null, () => act('retry'));
  const cancel = Action('Cancel', 'danger', () => act('cancel'));
  const actions = el('div', { class: 'actions' }, retry.root, cancel.root);
  const failure = el('p', { class: 'failure', role: 'alert' });
  const content = el(
    'div',
    { class: 'content' },
    facts,
    progress,
    actions,
    timeline.root,
    attempts.root,
    result.root,
    payload.root,
  );
  const iconButton = (icon, label, onClick) =>
    el(
      'button',
      { type: 'button', class: 'icon-button', 'aria-label': label, title: label, onClick },
      Icon(icon),
    );
  const root = el(
    'dialog',
    { class: 'job-drawer', 'aria-labelledby': 'job-drawer-title' },
    el(
      'header',
      {},
      title,
      chip.root,
      el(
        'div',
        { class: 'nav' },
        iconButton('previous', 'Previous job (K)', () => onNeighbour(-1)),
        iconButton('next', 'Next job (J)', () => onNeighbour(1)),
        iconButton('close', 'Close (Esc)', close),
      ),
    ),
    fullId,
    failure,
    content,
  );
  root.addEventListener('cancel', (event) => {
    event.preventDefault();
    close();
  });

  /** Opens the drawer for a job, or closes it for null. */
  function show(next) {
    if (next === id) return;
    id = next;
    job = null;
    problem = null;
    if (id === null) return root.close();
    update();
    reveal();
    title.focus({ preventScroll: true });
    return load();
  }

  function reveal() {
    if (root.open) return;
    if (WIDE.matches) root.show();
    else root.showModal();
  }

  /** The reader is done with it, or with one that is about to be shown. */
  function close() {
    id = null;
    if (root.open) root.close();
    onClosed();
  }

  /** One request at a time; news that comes meanwhile leads to one more. */
  async function load() {
    again = loading === id;
    if (again) return;
    const mine = (loading = id);
    try {
      const read = await client.job(mine);
      if (id === mine) job = read;
      if (id === mine) problem = null;
    } catch (error) {
      if (id === mine) problem = error;
    }
    if (loading === mine) loading = null;
    update();
    if (again && id === mine) load();
  }

  function acceptJob(news) {
    if (news.id !== id || job === null) return;
    const turned = news.state !== job.state || news.attempt !== job.attempt;
    job = { ...job, ...news };
    if (turned) {
      announce(`The job is ${news.state}`);
      load();
    }
    update();
  }

  async function act(action) {
    const mine = id;
    busy = true;
    update();
    try {
      const changed = await client[action](mine);
      if (id === mine) job = { ...job, ...changed };
      toast(action === 'retry' ? 'The job is in the queue again.' : cancelOutcome(changed));
    } catch (error) {
      toast(
        `${action === 'retry' ? 'Not retried' : 'Not cancelled'}: ${error.message} (${error.code})`,
        { tone: 'bad' },
      );
    }
    busy = false;
    if (id === mine) load();
  }

  function update() {
    if (id === null) return;
    setText(fullId, id);
    setText(title, job ? `${job.type} job` : 'Job');
    setVisible(failure, problem !== null);
    setText(failure, problem ? `${problem.message} (${problem.code})` : '');
    setVisible(content, job !== null);
    setVisible(chip.root, job !== null);
    if (job) showJob();
  }

  function showJob() {
    const now = live.now();
    chip.update(job.state);
    setText(facts, factsOf(job));
    setVisible(progress, job.state === 'processing' && job.progress !== null);
    meter.update(job.progress ?? 0, format.percent(job.progress));
    setText(progressText, format.percent(job.progress));
    setVisible(actions, live.may('submit'));
    retry.update(busy ? 'Wait' : retryRefusal(job));
    cancel.update(busy ? 'Wait' : cancelRefusal(job));
    timeline.update(job, now);
    attempts.update(job);
    payload.update(valueOf(job, 'payload'));
    setVisible(result.root, job.state === 'completed');
    result.update(valueOf(job, 'result'));
  }

  const reload = () => id !== null && load();
  return { root, show, close, reload, update, acceptJob };
}

/** A member that is JSON, or the text of one that is not, which comes as base64. */
function valueOf(job, name) {
  const base64 = job[`${name}_base64`];
  if (base64 === undefined) return job[name];
  return new TextDecoder().decode(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));
}

/** A button that stays reachable when it is not allowed, and then says why. */
function Action(label, tone, onClick) {
  const why = el('span', { class: 'why-not', id: `job-${label.toLowerCase()}-why` });
  const button = el('button', { type: 'button', class: tone, 'aria-describedby': why.id }, label);
  let refusal = null;
  button.addEventListener('click', () => refusal === null && onClick());

  function update(reason) {
    refusal = reason;
    setAttribute(button, 'aria-disabled', reason === null ? null : 'true');
    setText(why, reason ?? '');
  }

  return { root: el('div', { class: 'action' }, button, why), update };
}

function factsOf(job) {
  const urgency = job.priority >= EMERGENCY ? ', an emergency' : '';
  return `Priority ${job.priority}${urgency}. Attempt ${job.attempt} of ${job.max_attempts}.`;
}

function cancelOutcome(job) {
  return job.state === 'processing' ? 'The job is asked to stop.' : 'The job is cancelled.';
}
