import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as state from '../../../web/logic/JobState.js';

const T = (seconds) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();
const NOW = Date.parse(T(100));
const job = (more) => ({
  state: 'pending',
  created_at: T(0),
  attempt: 0,
  max_attempts: 3,
  run_at: null,
  started_at: null,
  finished_at: null,
  attempts: [],
  ...more,
});

test('every action is allowed or refused with a reason, for every state', () => {
  const allowed = Object.keys(state.STATES).map((name) => {
    const one = job({ state: name });
    return [name, state.cancelRefusal(one) === null, state.retryRefusal(one) === null];
  });
  assert.deepEqual(allowed, [
    ['pending', true, false],
    ['scheduled', true, false],
    ['processing', true, false],
    ['completed', false, false],
    ['failed', false, true],
    ['cancelled', false, true],
  ]);
  for (const [name, cancel, retry] of allowed) {
    if (!cancel) assert.match(state.cancelRefusal(job({ state: name })), /\w/);
    if (!retry) assert.match(state.retryRefusal(job({ state: name })), /\w/);
  }
});

test('bulk actions take what they can be done to', () => {
  const jobs = ['pending', 'failed', 'completed', 'cancelled'].map((name) => job({ state: name }));
  const { able, unable } = state.sortForAction(jobs, 'retry');
  assert.deepEqual(
    [able.map((one) => one.state), unable.map((one) => one.state)],
    [
      ['failed', 'cancelled'],
      ['pending', 'completed'],
    ],
  );
  assert.deepEqual(
    state.sortForAction(jobs, 'cancel').able.map((one) => one.state),
    ['pending'],
  );
});

test('waiting and running times go on, stop, or are unknown', () => {
  assert.equal(state.waitedFor(job(), NOW), 100_000);
  assert.equal(state.waitedFor(job({ state: 'processing', started_at: T(4) }), NOW), 4000);
  assert.equal(state.waitedFor(job({ state: 'cancelled', finished_at: T(9) }), NOW), null);
  assert.equal(state.waitedFor(job({ run_at: T(70) }), NOW), 30_000, 'since it was due');
  assert.equal(state.waitedFor(job({ state: 'scheduled', run_at: T(200) }), NOW), null);
  const retried = { state: 'completed', run_at: T(50), started_at: T(53) };
  assert.equal(state.waitedFor(job(retried), NOW), 3000, 'for the last attempt');
  assert.equal(state.ranFor(job(), NOW), null);
  assert.equal(state.ranFor(job({ state: 'processing', started_at: T(4) }), NOW), 96_000);
  assert.equal(
    state.ranFor(job({ state: 'completed', started_at: T(4), finished_at: T(6) }), NOW),
    2000,
  );
  assert.equal(state.waitedFor(job({ created_at: T(101) }), NOW), 0, 'a clock that is ahead');
});

const labels = (one) =>
  state.timeline(one, NOW).map(({ label, at, duration }) => [label, at, duration]);

test('the time line of a job that failed once, ran again and completed', () => {
  const one = job({
    state: 'completed',
    attempt: 2,
    started_at: T(30),
    finished_at: T(33),
    attempts: [{ attempt: 1, started_at: T(5), finished_at: T(7), error: 'boom' }],
  });
  assert.deepEqual(labels(one), [
    ['Created', T(0), 5000],
    ['Started', T(5), 2000],
    ['Attempt failed', T(7), 23_000],
    ['Started', T(30), 3000],
    ['Completed', T(33), null],
  ]);
});

test('the last failure is not told twice', () => {
  const attempts = [{ attempt: 1, started_at: T(5), finished_at: T(7), error: 'boom' }];
  const one = job({ state: 'failed', attempt: 1, started_at: T(5), finished_at: T(7), attempts });
  assert.deepEqual(labels(one), [
    ['Created', T(0), 5000],
    ['Started', T(5), 2000],
    ['Failed', T(7), null],
  ]);
});

test('the same, when the service lists the last attempt too', () => {
  const one = job({
    state: 'completed',
    attempt: 1,
    started_at: T(5),
    finished_at: T(7),
    attempts: [{ attempt: 1, started_at: T(5), finished_at: T(7), error: null }],
  });
  assert.deepEqual(
    labels(one).map(([label]) => label),
    ['Created', 'Started', 'Completed'],
  );
});

test('the time lines of jobs that wait, run, are due later, and were cancelled before they ran', () => {
  assert.deepEqual(labels(job()), [
    ['Created', T(0), 100_000],
    ['Waiting for a worker', null, null],
  ]);
  const running = job({ state: 'processing', attempt: 1, started_at: T(60) });
  assert.deepEqual(labels(running), [
    ['Created', T(0), 60_000],
    ['Started', T(60), 40_000],
    ['Running', null, null],
  ]);
  const due = job({ state: 'scheduled', run_at: T(200) });
  assert.deepEqual(labels(due), [
    ['Created', T(0), 200_000],
    ['Due', T(200), null],
  ]);
  const cancelled = job({ state: 'cancelled', finished_at: T(8) });
  assert.deepEqual(labels(cancelled), [
    ['Created', T(0), 8000],
    ['Cancelled', T(8), null],
  ]);
});

test('a job is retrying from its first failure until it runs or ends', () => {
  assert.equal(state.isRetrying(job({ state: 'scheduled', attempt: 1 })), true);
  assert.equal(state.isRetrying(job({ state: 'scheduled' })), false);
  assert.equal(state.isRetrying(job({ state: 'failed', attempt: 3 })), false);
});
