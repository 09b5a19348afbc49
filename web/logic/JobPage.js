/** Jobs on one page of the table. */
export const PAGE_SIZE = 50;

/** Live growth that a page bears before it has to be loaded again. */
const MOST_NEW = 150;

/**
 * One page of the job list, newest first, kept live. Jobs on the page change in place; new ones
 * come in at the top of the first page, or are only counted while the page is `held`, so that rows
 * do not move under a pointer or a selection. A job that stops to match the filter stays until the
 * next load: what one looks at must not vanish.
 */
export class JobPage {
  jobs = [];
  /** The cursor of the next page, or null on the last one. */
  next = null;
  /** How many jobs the service looked at for it. */
  examined = 0;
  held = false;
  loaded = false;
  #filter;
  #added = 0;
  #waiting = new Map();
  #duringLoad = null;

  /** `number`: 1 is the page that new jobs belong to. */
  constructor(filter = {}, number = 1) {
    this.#filter = filter;
    this.number = number;
  }

  /** How many new jobs wait for the page to be let go. */
  get waiting() {
    return this.#waiting.size;
  }

  /** Whether so many jobs are new that the page has to be loaded again. */
  get overrun() {
    return this.#added + this.#waiting.size > MOST_NEW;
  }

  /** Whether the service stopped to look before the page was full. */
  get cut() {
    return this.next !== null && this.jobs.length < PAGE_SIZE;
  }

  /** To be called before GET /jobs is sent, so that no news is lost while it is on its way. */
  beginLoad() {
    this.#duringLoad = [];
  }

  /** What the service answered. */
  accept({ jobs, next, examined = jobs.length }) {
    const news = this.#duringLoad ?? [];
    this.#duringLoad = null;
    this.#waiting.clear();
    this.#added = 0;
    this.jobs = jobs;
    this.next = next;
    this.examined = examined;
    this.loaded = true;
    for (const job of news) this.acceptJob(job);
  }

  /** News of one job. True if the page changed. */
  acceptJob(job) {
    this.#duringLoad?.push(job);
    if (!this.loaded) return false;
    const index = this.jobs.findIndex(({ id }) => id === job.id);
    if (index >= 0) {
      this.jobs = this.jobs.with(index, { ...this.jobs[index], ...job });
      return true;
    }
    if (!this.#isNew(job) || !this.#matches(job)) return false;
    if (this.#waiting.size <= MOST_NEW) this.#waiting.set(job.id, job);
    if (!this.held) this.release();
    return true;
  }

  /** Lets the new jobs in. */
  release() {
    if (this.#waiting.size === 0 || this.overrun) return;
    this.#added += this.#waiting.size;
    const byAge = (a, b) =>
      a.created_at < b.created_at ? 1 : a.created_at > b.created_at ? -1 : 0;
    this.jobs = [...[...this.#waiting.values()].reverse().sort(byAge), ...this.jobs];
    this.#waiting.clear();
  }

  /** Only the service knows what a search finds. */
  #matches(job) {
    const { state, type, q } = this.#filter;
    return !q && (!state || job.state === state) && (!type || job.type === type);
  }

  /** Older jobs than those shown, say one that was retried, belong to a later page. */
  #isNew(job) {
    if (this.number !== 1) return false;
    const newest = this.jobs[0];
    return !newest || this.#waiting.has(job.id) || job.created_at >= newest.created_at;
  }
}
