import { JobPage, PAGE_SIZE } from '../logic/JobPage.js';
import { BulkBar } from './BulkBar.js';
import { el, setAttribute, setText, setVisible } from './dom.js';
import { Icon } from './Icon.js';
import { JobDrawer } from './JobDrawer.js';
import { JobFilters } from './JobFilters.js';
import { JobTable } from './JobTable.js';
import { PageBar } from './PageBar.js';
import { QueueSwitch } from './QueueSwitch.js';
import { SubmitDialog } from './SubmitDialog.js';

/** The jobs: filters, one live page of the table, a drawer for one job, a form for a new one. */
export function JobsView(context) {
  const { client, live, navigate } = context;
  let filter = { state: null, type: null };
  let cursors = [null];
  let page = new JobPage();
  let loading = null;
  let problem = null;
  let polledAt = null;
  let open = null;
  let scheduled = false;
  let wantsForm = false;

  const filters = JobFilters({
    onChange: (changed) => navigate({ view: 'jobs', query: { ...filter, ...changed } }),
  });
  const queueSwitch = QueueSwitch(context);
  const submit = SubmitDialog(context, { onClosed: forgetNew });
  const create = el(
    'button',
    { type: 'button', class: 'primary', onClick: () => submit.open() },
    Icon('plus'),
    'New job',
  );
  const table = JobTable({ live, onOpen: openJob, onSelection: () => update() });
  const bulk = BulkBar(context, { onDone: () => load() });
  const pages = PageBar({ onNewer: newer, onOlder: older, onShowNew: showNew });
  const drawer = JobDrawer(context, { onClosed: closeJob, onNeighbour: openNeighbour });
  const failure = el(
    'div',
    { class: 'load-failure notice panel', 'data-tone': 'bad', hidden: true },
    el('p', {}),
    el('button', { type: 'button', onClick: () => load() }, 'Try again'),
  );
  const empty = el('div', { class: 'empty-state panel', hidden: true });
  const root = el(
    'div',
    { class: 'jobs-view' },
    el(
      'header',
      { class: 'view-header' },
      el('h1', {}, 'Jobs'),
      el('div', { class: 'header-fields' }, queueSwitch.root, create),
    ),
    filters.root,
    failure,
    el(
      'div',
      { class: 'jobs-layout' },
      el('div', { class: 'list' }, bulk.root, pages.root, empty, table.root),
      drawer.root,
    ),
    submit.root,
  );

  /** Reads a page. The one on screen stays until the answer is there. */
  async function load(target = page, targetCursors = cursors) {
    loading?.abort.abort();
    const mine = (loading = { abort: new AbortController(), target });
    target.beginLoad();
    try {
      const query = { ...filter, limit: PAGE_SIZE, after: targetCursors.at(-1) };
      target.accept(await client.jobs(query, mine.abort.signal));
      problem = null;
    } catch (error) {
      if (mine.abort.signal.aborted) return;
      problem = error;
    }
    if (loading === mine) loading = null;
    if (page !== target) table.clearSelection();
    page = target;
    cursors = targetCursors;
    update();
  }

  function reload() {
    load();
    drawer.reload();
  }

  function startPage(nextCursors) {
    load(new JobPage(filter, nextCursors.length === 1), nextCursors);
  }

  function older() {
    startPage([...cursors, page.next]);
    scrollTo(0, 0);
  }

  function newer() {
    startPage(cursors.slice(0, -1));
  }

  function showNew() {
    if (page.overrun) startPage([null]);
    else page.release();
    update();
  }

  function openJob(id) {
    navigate({ view: 'jobs', item: id, query: filter });
  }

  function closeJob() {
    const { item } = context.route(); // what was asked for last, even if it is not open yet
    if (item === null) return;
    table.focusRow(item);
    navigate({ view: 'jobs', query: filter });
  }

  function openNeighbour(step) {
    const { item } = context.route(); // what was asked for last, even if it is not open yet
    const index = page.jobs.findIndex(({ id }) => id === item);
    const neighbour = page.jobs[index + step] ?? (item === null ? page.jobs[0] : null);
    if (neighbour) openJob(neighbour.id);
  }

  /** Once the status is there: it says what may be submitted, and by whom. */
  function openForm() {
    wantsForm = false;
    submit.open();
  }

  function forgetNew() {
    if (location.hash.includes('new=1')) context.replaceQuery(filter);
  }

  function acceptJob({ detail: job }) {
    if (page.acceptJob(job)) updateSoon();
    if (loading && loading.target !== page) loading.target.acceptJob(job);
    drawer.acceptJob(job);
  }

  function update() {
    if (!root.isConnected) return;
    page.held = table.busy() || table.selection().size > 0;
    if (!page.held && page.overrun && !loading) load();
    else if (!page.held) page.release();
    pollIfStreamIsAway();
    filters.update(filter, live.status);
    queueSwitch.update();
    setVisible(create, live.may('submit'));
    table.update(page.jobs, { openId: open, selectable: live.may('submit') });
    bulk.update(page.jobs.filter(({ id }) => table.selection().has(id)));
    pages.update({ number: cursors.length, page });
    drawer.update();
    submit.update();
    if (wantsForm && live.may('submit')) openForm();
    showEmptyOrFailed();
  }

  /** Many jobs may bring news within one frame. */
  function updateSoon() {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      update();
    });
  }

  /** Without the event stream the list is read again with every status. */
  function pollIfStreamIsAway() {
    const time = live.status?.time ?? null;
    const due = live.connection.mode === 'polling' && time !== polledAt;
    polledAt = time;
    if (due && !loading) reload();
  }

  function showEmptyOrFailed() {
    setVisible(failure, problem !== null);
    if (problem)
      setText(
        failure.firstChild,
        `The list could not be read: ${problem.message} (${problem.code})`,
      );
    const isEmpty = page.loaded && page.jobs.length === 0;
    setVisible(empty, isEmpty);
    setVisible(table.root, !isEmpty);
    if (isEmpty) fillEmpty();
  }

  function fillEmpty() {
    const filtered = filter.state || filter.type;
    const key = `${filtered} ${live.may('submit')}`;
    if (empty.dataset.key === key) return;
    setAttribute(empty, 'data-key', key);
    const all = el('a', { class: 'button', href: '#/jobs' }, 'Show all jobs');
    const first = el(
      'button',
      { type: 'button', class: 'primary', onClick: () => submit.open() },
      Icon('plus'),
      'Submit the first job',
    );
    empty.replaceChildren(
      el('h2', {}, filtered ? 'No job matches these filters' : 'The queue is empty'),
      el(
        'p',
        {},
        filtered
          ? 'Jobs that come to match appear here by themselves.'
          : 'Jobs survive a restart, run by priority, and are retried when they fail. The page shows each of them as it happens.',
      ),
      ...(filtered ? [all] : live.may('submit') ? [first] : []),
    );
  }

  live.addEventListener('job', (event) => root.isConnected && acceptJob(event));
  live.addEventListener('reset', () => root.isConnected && reload());

  const mayUse = (action) => () => live.may('submit') && action();
  return {
    root,
    title: 'Jobs',
    keys: {
      n: mayUse(() => submit.open()),
      j: () => openNeighbour(1),
      k: () => openNeighbour(-1),
      Escape: () => drawer.close(),
    },
    show({ item, query }) {
      const wanted = { state: query.state ?? null, type: query.type ?? null };
      const changed = wanted.state !== filter.state || wanted.type !== filter.type;
      filter = wanted;
      if (changed || !page.loaded || open === item) startPage([null]);
      open = item;
      drawer.show(item);
      wantsForm = Boolean(query.new);
    },
    hide() {
      loading?.abort.abort();
      loading = null;
      open = null;
      drawer.show(null);
    },
    update,
  };
}
