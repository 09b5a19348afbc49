import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClassicSolve } from '../../../web/logic/ClassicSolve.js';
import * as hanoi from '../../../web/logic/HanoiMath.js';

/** The recursion everybody knows: the reference that the closed form is held against. */
function recursion(discs, from = 0, to = 2, over = 1) {
  if (discs === 0) return [];
  return [
    ...recursion(discs - 1, from, over, to),
    [discs, from, to],
    ...recursion(discs - 1, over, to, from),
  ];
}

test('the closed form gives the moves and positions of the recursion for 1 to 12 discs', () => {
  for (let discs = 1; discs <= 12; discs++) {
    const moves = recursion(discs);
    const position = Array(discs).fill(0);
    assert.equal(hanoi.totalMoves(discs), BigInt(moves.length));
    moves.forEach(([disc, from, to], index) => {
      const k = BigInt(index + 1);
      assert.deepEqual(hanoi.moveAt(discs, k), { disc, from, to }, `move ${k} of ${discs} discs`);
      position[disc - 1] = to;
      assert.deepEqual(hanoi.positionAt(discs, k), position, `after move ${k} of ${discs} discs`);
    });
  }
});

test('each disc moves when it says it will', () => {
  const discs = 7;
  for (let disc = 1; disc <= discs; disc++) {
    const own = recursion(discs).flatMap(([moved], index) =>
      moved === disc ? [BigInt(index + 1)] : [],
    );
    for (let k = 0n; k <= hanoi.totalMoves(discs); k++) {
      assert.equal(hanoi.nextMoveOfDisc(discs, disc, k), own.find((move) => move > k) ?? null);
      assert.equal(hanoi.movesOfDisc(disc, k), BigInt(own.filter((move) => move <= k).length));
    }
  }
});

test('60 discs are exact at both ends and in the middle', () => {
  const solve = new ClassicSolve(60);
  assert.equal(solve.total, 1152921504606846975n);
  assert.deepEqual(solve.positionAt(0n), Array(60).fill(0));
  assert.deepEqual(solve.positionAt(solve.total), Array(60).fill(2));
  assert.deepEqual(solve.moveAt(1n << 59n), { disc: 60, from: 0, to: 2 });
  assert.deepEqual(solve.positionAt(1n << 59n), [...Array(59).fill(1), 2]);
});

test('every move of any number of discs is legal', () => {
  for (const discs of [31, 53, 54, 60]) {
    for (let i = 0n; i < 200n; i++) {
      const k = (hanoi.totalMoves(discs) * i) / 199n || 1n;
      const { disc, from, to } = hanoi.moveAt(discs, k);
      const before = hanoi.positionAt(discs, k - 1n);
      assert.equal(hanoi.topDisc(before, from), disc, `move ${k} of ${discs}`);
      assert.ok((hanoi.topDisc(before, to) ?? 61) > disc, `move ${k} of ${discs}`);
    }
  }
});

test('positions are written and read as peg digits, smallest disc first', () => {
  assert.deepEqual(hanoi.parsePosition('2102'), [2, 1, 0, 2]);
  assert.equal(hanoi.formatPosition([2, 1, 0, 2]), '2102');
  for (const wrong of ['', '3', '01a', ' 01', '0'.repeat(61)])
    assert.equal(hanoi.parsePosition(wrong), null, wrong);
  assert.equal(hanoi.topDisc([2, 1, 0, 2], 2), 1);
  assert.equal(hanoi.topDisc([0, 0], 1), null);
});
