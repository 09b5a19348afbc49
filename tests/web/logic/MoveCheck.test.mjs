import assert from 'node:assert/strict';
import { test } from 'node:test';
import { moveAt, totalMoves } from '../../../web/logic/HanoiMath.js';
import { firstDifference, MoveCheck, WINDOW } from '../../../web/logic/MoveCheck.js';

const truth = (discs, from, count) =>
  Array.from({ length: count }, (_, i) => moveAt(discs, from + BigInt(i))).map((move) => [
    move.from,
    move.to,
  ]);
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A service whose answers are let go by hand. */
function service() {
  const requests = [];
  const fetchMoves = (discs, from, count, signal) =>
    new Promise((resolve, reject) =>
      requests.push({ discs, from, count, signal, resolve, reject }),
    );
  return { requests, fetchMoves };
}

test('asks by window, once, and for the next one near the end of a window', async () => {
  const { requests, fetchMoves } = service();
  const check = new MoveCheck({ fetchMoves });
  check.reset(12);
  check.want(1n);
  check.want(2n);
  assert.deepEqual(
    requests.map(({ from, count }) => [from, count]),
    [[1n, WINDOW]],
  );
  requests[0].resolve(truth(12, 1n, WINDOW));
  await settled();
  assert.equal(check.checked, WINDOW);
  assert.ok(check.has(1024n) && !check.has(1025n));
  check.want(700n);
  assert.equal(requests.length, 1);
  check.want(800n);
  assert.equal(requests[1].from, 1025n);
});

test('the last window has only the moves that are left', () => {
  const { requests, fetchMoves } = service();
  const check = new MoveCheck({ fetchMoves });
  check.reset(11);
  check.want(totalMoves(11));
  assert.deepEqual([requests[0].from, requests[0].count], [1025n, 1023]);
});

test('what is wanted while a request is under way replaces what was wanted before', async () => {
  const { requests, fetchMoves } = service();
  const check = new MoveCheck({ fetchMoves });
  check.reset(40);
  check.want(1n);
  check.want(5000n);
  check.want(900_000_000_000n);
  assert.equal(requests.length, 1);
  requests[0].resolve(truth(40, 1n, WINDOW));
  await settled();
  assert.equal(requests.length, 2);
  assert.equal(requests[1].from, ((900_000_000_000n - 1n) / 1024n) * 1024n + 1n);
});

test('a failure is kept with its reason until somebody retries', async () => {
  const { requests, fetchMoves } = service();
  let told = 0;
  const check = new MoveCheck({ fetchMoves, onChange: () => (told += 1) });
  check.reset(5);
  check.want(1n);
  requests[0].reject(new Error('circuit open'));
  await settled();
  assert.deepEqual([check.status, check.problem.message], ['failed', 'circuit open']);
  check.want(2n);
  assert.equal(requests.length, 1);
  check.retry();
  assert.equal(requests.length, 2);
  requests[1].resolve(truth(5, 1n, 31));
  await settled();
  assert.deepEqual([check.status, check.checked, check.problem], ['idle', 31, null]);
  assert.ok(told >= 3);
});

test('an answer for discs that are no longer shown is given up and ignored', async () => {
  const { requests, fetchMoves } = service();
  const check = new MoveCheck({ fetchMoves });
  check.reset(5);
  check.want(1n);
  check.reset(6);
  assert.equal(requests[0].signal.aborted, true);
  requests[0].resolve(truth(5, 1n, 31));
  await settled();
  assert.deepEqual([check.status, check.checked], ['idle', 0]);
});

test('a wrong move, one too few and one too many are found', () => {
  const moves = truth(5, 1n, 31);
  assert.equal(firstDifference(5, 1n, 31, moves), null);
  const wrong = moves.with(6, [1, 2]);
  assert.deepEqual(firstDifference(5, 1n, 31, wrong), {
    k: 7n,
    expected: moves[6],
    actual: [1, 2],
  });
  assert.deepEqual(firstDifference(5, 1n, 31, moves.slice(0, 30)), {
    k: 31n,
    expected: moves[30],
    actual: null,
  });
  assert.deepEqual(firstDifference(5, 1n, 31, [...moves, [0, 1]]), {
    k: 32n,
    expected: null,
    actual: [0, 1],
  });
});
