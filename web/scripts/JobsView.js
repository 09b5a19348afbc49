import * as format from '../logic/Format.js';
import { JobPage, PAGE_SIZE } from '../logic/JobPage.js';
import { PageTrail } from '../logic/PageTrail.js';
import { BulkBar } from './BulkBar.js';
import { el, setAttribute, setText, setVisible } from './dom.js';
import { Icon } from './Icon.js';
import { JobDrawer } from './JobDrawer.js';
import { JobFilters } from './JobFilters.js';
import { JobSearch } from './JobSearch.js';
import { JobTable } from './JobTable.js';
import { MatchBar } from './MatchBar.js';
import { PageBar } from './PageBar.js';
import { QueueSwitch } from './QueueSwitch.js';
import { SubmitDialog } from './SubmitDialog.js';

const QUEUE_IS_EMPTY = [
  'The queue is empty',
  'Jobs survive a restart, run by priority, and are retried when they fail. The page shows each of them as it happens.',
];

/** The jobs: search and filters, one live page of the table, a drawer for one job, a form for a new one. */
export function JobsView(context) {
  const { client, live, navigate } = context;
  const trail = new PageTrail();
  let filter = { state: null, type: null, q: null };
  let page = new JobPage();
  let loading = null;
  let problem = null;
  let polledAt = null;
  let open = null;
  let scheduled = false;
  let wantsForm = false;

  const narrow = (changed) => navigate({ view: 'jobs', query: { ...filter, ...changed } });
  const filters = JobFilters({ onChange: narrow });
  const search = JobSearch({ onSearch: (q) => narrow({ q }) });
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
  const match = MatchBar(context, { onDone: () => load() });
  const pages = PageBar({
    onNewer: () => turn(trail.newer()),
    onOlder: () => turn(trail.older(page.next)),
    onShowNew: showNew,
  });
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
    search.root,
    filters.root,
    failure,
    el(
      'div',
      { class: 'jobs-layout' },
      el('div', { class: 'list' }, match.root, bulk.root, pages.root, empty, table.root),
      drawer.root,
    ),
    submit.root,
  );

  /** Reads a page. The one on screen stays until the answer is there. */
  async function load(target = loading?.target ?? page) {
    loading?.abort.abort();
    const mine = (loading = { abort: new AbortController(), target });
    target.beginLoad();
    try {
      const query = { ...filter, limit: PAGE_SIZE, after: trail.cursor };
      target.accept(await client.jobs(query, mine.abort.signal));
      problem = null;
    } catch (error) {
      if (mine.abort.signal.aborted) return;
      problem = error;
    }
    if (loading === mine) loading = null;
    if (page !== target) table.clearSelection();
    page = target;
    update();
  }

  function reload() {
    load();
    drawer.reload();
  }

  function startPage() {
    load(new JobPage(filter, trail.number));
  }

  function turn(address) {
    navigate({ view: 'jobs', item: open, query: { ...filter, ...address } });
    scrollTo(0, 0);
  }

  function showNew() {
    if (page.overrun) startPage();
    else page.release();
    update();
  }

  const here = () => ({ ...filter, ...trail.here() });

  function openJob(id) {
    navigate({ view: 'jobs', item: id, query: here() });
  }

  function closeJob() {
    const { item } = context.route(); // what was asked for last, even if it is not open yet
    if (item === null) return;
    table.focusRow(item);
    navigate({ view: 'jobs', query: here() });
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
    if (location.hash.includes('new=1')) context.replaceQuery(here());
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
    search.update(filter.q, refused() ? problem.message : null);
    filters.update(filter, live.status);
    match.update(filter);
    queueSwitch.update();
    setVisible(create, live.may('submit'));
    table.update(page.jobs, { openId: open, selectable: live.may('submit') });
    bulk.update(page.jobs.filter(({ id }) => table.selection().has(id)));
    pages.update(page);
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

  /** Whether the service did not understand what is looked for. */
  const refused = () => problem?.status === 400 && filter.q !== null;

  function showEmptyOrFailed() {
    setVisible(failure, problem !== null && !refused());
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

  /** What to say of an empty page of what was looked for. */
  function nothing() {
    if (page.next)
      return [
        'Nothing found yet',
        `The service looked at ${format.plural(page.examined, 'job')} here; there are older ones.`,
      ];
    if (page.number > 1) return ['No more jobs', 'This is the last page.'];
    if (filter.q)
      return [
        'No job matches this search',
        `The service looked at ${format.plural(page.examined, 'job')}. Search again to see newer ones.`,
      ];
    return ['No job matches these filters', 'Jobs that come to match appear here by themselves.'];
  }

  function fillEmpty() {
    const filtered = Boolean(filter.state || filter.type || filter.q || page.next);
    const texts = filtered ? nothing() : QUEUE_IS_EMPTY;
    const key = `${texts} ${live.may('submit')}`;
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
      el('h2', {}, texts[0]),
      el('p', {}, texts[1]),
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
      '/': () => search.focus(),
      n: mayUse(() => submit.open()),
      j: () => openNeighbour(1),
      k: () => openNeighbour(-1),
      Escape: () => drawer.close(),
    },
    show({ item, query }) {
      const { state = null, type = null, q = null } = query;
      const wanted = { state, type, q };
      const filtered = Object.keys(wanted).some((name) => wanted[name] !== filter[name]);
      const turned = trail.follow(query);
      filter = wanted;
      if (filtered || turned || !page.loaded || open === item) startPage();
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
