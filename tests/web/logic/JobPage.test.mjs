import assert from 'node:assert/strict';
import { test } from 'node:test';
import { JobPage } from '../../../web/logic/JobPage.js';

const job = (number, more = {}) => ({
  id: `job-${number}`,
  type: 'simulate',
  state: 'pending',
  created_at: new Date(Date.UTC(2026, 0, 1) + number * 1000).toISOString(),
  ...more,
});
const ids = (page) => page.jobs.map(({ id }) => id);

function loaded(numbers, filter, number) {
  const page = new JobPage(filter, number);
  page.accept({ jobs: numbers.map((number) => job(number)), next: 'cursor' });
  return page;
}

test('a known job changes in place and keeps what the news does not carry', () => {
  const page = loaded([2, 1]);
  page.jobs[0].attempts = ['kept'];
  assert.equal(page.acceptJob(job(2, { state: 'processing' })), true);
  assert.deepEqual([page.jobs[0].state, page.jobs[0].attempts], ['processing', ['kept']]);
});

test('new jobs come in at the top, newest first', () => {
  const page = loaded([2, 1]);
  page.acceptJob(job(3));
  page.acceptJob(job(5));
  page.acceptJob(job(6));
  assert.deepEqual(ids(page), ['job-6', 'job-5', 'job-3', 'job-2', 'job-1']);
});

test('a held page only counts new jobs, once each, until it is let go', () => {
  const page = loaded([1]);
  page.held = true;
  page.acceptJob(job(2));
  page.acceptJob(job(3));
  page.acceptJob(job(2, { state: 'processing' }));
  assert.deepEqual([ids(page), page.waiting], [['job-1'], 2]);
  page.release();
  assert.deepEqual([ids(page), page.waiting], [['job-3', 'job-2', 'job-1'], 0]);
  assert.equal(page.jobs[1].state, 'processing');
});

test('jobs that do not match the filter stay out, but one that stops to match stays', () => {
  const page = loaded([1], { state: 'pending', type: 'simulate' });
  assert.equal(page.acceptJob(job(2, { state: 'failed' })), false);
  assert.equal(page.acceptJob(job(3, { type: 'hanoi' })), false);
  page.acceptJob(job(1, { state: 'completed' }));
  assert.deepEqual(
    page.jobs.map(({ state }) => state),
    ['completed'],
  );
});

test('older jobs, and jobs while a later page is shown, do not come in', () => {
  assert.equal(loaded([5, 4]).acceptJob(job(1)), false);
  assert.equal(loaded([5, 4], {}, 2).acceptJob(job(9)), false);
});

test('what happens while the page is being read is not lost', () => {
  const page = new JobPage();
  page.beginLoad();
  page.acceptJob(job(2, { state: 'completed' }));
  page.acceptJob(job(3));
  page.accept({ jobs: [job(2, { state: 'processing' }), job(1)], next: null });
  assert.deepEqual(ids(page), ['job-3', 'job-2', 'job-1']);
  assert.equal(page.jobs[1].state, 'completed');
});

test('a flood of new jobs asks for a new load instead of growing without end', () => {
  const page = loaded([1]);
  for (let number = 2; number < 5000; number++) page.acceptJob(job(number));
  assert.equal(page.overrun, true);
  assert.ok(page.jobs.length + page.waiting < 400);
  page.accept({ jobs: [job(4999)], next: null });
  assert.equal(page.overrun, false);
});

test('only the service knows what a search finds, so news of other jobs stay out', () => {
  const page = loaded([1], { q: 'order=4711' });
  assert.equal(page.acceptJob(job(2)), false);
  assert.equal(page.acceptJob(job(1, { state: 'failed' })), true);
});

test('a page that is not full and not the last was cut', () => {
  const page = new JobPage();
  page.accept({ jobs: [job(1)], next: 'cursor', examined: 5000 });
  assert.deepEqual([page.cut, page.examined], [true, 5000]);
  page.accept({ jobs: [job(1)], next: null, examined: 1 });
  assert.equal(page.cut, false);
});
