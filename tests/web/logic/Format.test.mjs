import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as format from '../../../web/logic/Format.js';

test('durations show the two units that matter', () => {
  const cases = [
    [0, '0 ms'],
    [4.4, '4 ms'],
    [999, '999 ms'],
    [1234, '1.2 s'],
    [9960, '10 s'],
    [59_499, '59 s'],
    [59_600, '1 min'],
    [61_000, '1 min 1 s'],
    [3_599_600, '1 h'],
    [3_725_000, '1 h 2 min'],
    [90_061_000, '1 d 1 h'],
    [3e11, '9.5 years'],
    [4e14, '12,675 years'],
    [9e18, '285 million years'],
    [1.15e21, '36 billion years'],
    [null, '–'],
    [-5, '0 ms'],
  ];
  for (const [milliseconds, text] of cases) assert.equal(format.duration(milliseconds), text);
});

test('a countdown never says zero before it is over', () => {
  assert.deepEqual([1, 999, 1001, 61_000, 0, -3].map(format.countdown), [
    '1 s',
    '1 s',
    '2 s',
    '1 min 1 s',
    'now',
    'now',
  ]);
});

test('counts, rates, shares, bytes', () => {
  assert.equal(format.count(1152921504606846975n), '1,152,921,504,606,846,975');
  assert.equal(format.count(undefined), '–');
  assert.deepEqual(
    [format.plural(1, 'job'), format.plural(2n, 'job'), format.plural(1n, 'job')],
    ['1 job', '2 jobs', '1 job'],
  );
  assert.deepEqual([0, 0.04, 12.34, 99.96, 1234.5, null].map(format.rate), [
    '0',
    '0.0',
    '12.3',
    '100.0',
    '1,235',
    '–',
  ]);
  assert.equal(format.percent(0.256), '26 %');
  assert.deepEqual([12, 1500, 25_000, 3_400_000].map(format.bytes), [
    '12 B',
    '1.5 kB',
    '25 kB',
    '3.4 MB',
  ]);
});

test('long and many-lined texts are cut to a line', () => {
  assert.equal(format.firstLine('one\r\ntwo'), 'one');
  assert.equal(format.firstLine('x'.repeat(1_000_000)).length, 161);
  assert.equal(format.shortId('short'), 'short');
});

test('characters that nobody sees are shown, on one line', () => {
  assert.equal(format.visible(' a\r\n\tb  c '), 'a b c');
  assert.equal(format.visible('pay\u202Eexe.\u200B\u0000'), 'pay⟨202E⟩exe.⟨200B⟩⟨0⟩');
  assert.equal(format.visible('Ödön 日本'), 'Ödön 日本');
});
