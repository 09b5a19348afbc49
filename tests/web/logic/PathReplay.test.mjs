import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClassicSolve } from '../../../web/logic/ClassicSolve.js';
import { PathReplay } from '../../../web/logic/PathReplay.js';

function replayOfSolve(discs) {
  const solve = new ClassicSolve(discs);
  const moves = Array.from({ length: Number(solve.total) }, (_, i) =>
    solve.moveAt(BigInt(i + 1)),
  ).map(({ from, to }) => [from, to]);
  return { solve, replay: new PathReplay(Array(discs).fill(0), Array(discs).fill(2), moves) };
}

test('a replay stands where the moves lead, at, before and after its checkpoints', () => {
  const { solve, replay } = replayOfSolve(12);
  assert.equal(replay.total, 4095n);
  for (const done of [0n, 1n, 1023n, 1024n, 1025n, 2048n, 4094n, 4095n]) {
    assert.deepEqual(replay.positionAt(done), solve.positionAt(done), `after ${done}`);
  }
  for (const k of [1n, 1024n, 1025n, 4095n]) assert.deepEqual(replay.moveAt(k), solve.moveAt(k));
});

test('a replay of exactly one checkpoint has its end', () => {
  const back = Array.from({ length: 1024 }, (_, i) => (i % 2 ? [1, 0] : [0, 1]));
  assert.deepEqual(new PathReplay([0], [0], back).positionAt(1024n), [0]);
});

test('an empty path is a path', () => {
  const replay = new PathReplay([1, 2], [1, 2], []);
  assert.equal(replay.total, 0n);
  assert.deepEqual(replay.positionAt(0n), [1, 2]);
});

test('the first illegal move and a wrong end are named', () => {
  assert.throws(
    () =>
      new PathReplay(
        [0, 0],
        [2, 2],
        [
          [0, 2],
          [0, 2],
        ],
      ),
    /move 2, 0 to 2, is illegal/,
  );
  assert.throws(() => new PathReplay([0, 0], [2, 2], [[1, 2]]), /move 1, 1 to 2, is illegal/);
  assert.throws(() => new PathReplay([0, 0], [2, 2], [[0, 1]]), /ends at 10 instead of 22/);
});
