import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Playback } from '../../../web/logic/Playback.js';

test('plays at its speed, with the part of the move under way', () => {
  const playback = new Playback(31n, 2);
  playback.play();
  assert.equal(playback.tick(750), true);
  assert.equal(playback.done, 1n);
  assert.equal(playback.phase, 0.5);
  playback.pause();
  assert.equal(playback.tick(1000), false);
  assert.equal(playback.done, 1n);
});

test('stops at the end and plays again from the start', () => {
  const playback = new Playback(3n, 1e9);
  playback.play();
  playback.tick(16);
  assert.deepEqual(
    [playback.done, playback.phase, playback.playing, playback.atEnd],
    [3n, 0, false, true],
  );
  playback.play();
  assert.deepEqual([playback.done, playback.playing, playback.atStart], [0n, true, true]);
});

test('steps both ways, from within a move to its start or its end, and never past the ends', () => {
  const playback = new Playback(31n, 1);
  playback.play();
  playback.tick(5500);
  playback.step(-1);
  assert.deepEqual([playback.done, playback.phase, playback.playing], [5n, 0, false]);
  playback.play();
  playback.tick(500);
  playback.step(1);
  assert.deepEqual([playback.done, playback.phase], [6n, 0]);
  playback.seek(0n);
  playback.step(-1);
  assert.equal(playback.done, 0n);
  playback.seek(99n);
  assert.equal(playback.done, 31n);
  playback.step(1);
  assert.equal(playback.done, 31n);
});

test('counts moves that a Number can not, at any speed', () => {
  const playback = new Playback((1n << 60n) - 1n, 1e15);
  playback.play();
  playback.seek((1n << 60n) - 2n);
  assert.equal(playback.playing, true);
  assert.equal(playback.done, 1152921504606846974n);
  playback.tick(1);
  assert.equal(playback.atEnd, true);
  assert.equal(new Playback(100n, 4).secondsLeft, 25);
});

test('nothing to play does not play', () => {
  const playback = new Playback(0n);
  playback.play();
  assert.equal(playback.playing, false);
});
