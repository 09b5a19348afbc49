import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EventStreamParser } from '../../../web/logic/EventStream.js';

const STREAM = [
  '\uFEFFretry: 2000\n\n',
  ': a comment\r\n\r\n',
  'event: job\nid: 7-1\ndata: {"a":1}\n\n',
  'data: first\r\ndata:second\r\ndata\r\n\r\n',
  'id: 7-2\revent: queue\rdata:  two spaces\r\r',
  'id: bad\0id\ndata: keeps the id\n\n',
  'event: nothing without data\n\n',
  'data: after: colons: stay\n\n',
  'id\ndata: no id from here\n\n',
].join('');
const EVENTS = [
  { type: 'job', data: '{"a":1}', id: '7-1' },
  { type: 'message', data: 'first\nsecond\n', id: '7-1' },
  { type: 'queue', data: ' two spaces', id: '7-2' },
  { type: 'message', data: 'keeps the id', id: '7-2' },
  { type: 'message', data: 'after: colons: stay', id: '7-2' },
  { type: 'message', data: 'no id from here', id: '' },
];

test('parses what the standard allows, however it is cut', () => {
  for (let size = 1; size <= STREAM.length; size += size < 12 ? 1 : 37) {
    const parser = new EventStreamParser();
    const events = [];
    for (let i = 0; i < STREAM.length; i += size)
      events.push(...parser.push(STREAM.slice(i, i + size)));
    assert.deepEqual(events, EVENTS, `in pieces of ${size}`);
    assert.equal(parser.retry, 2000);
  }
});

test('an event that the stream breaks off in is not delivered', () => {
  const parser = new EventStreamParser();
  assert.deepEqual(parser.push('id: 1-1\ndata: {"half":'), []);
  assert.deepEqual(parser.push('true}\n'), []);
  assert.equal(parser.push('\n').length, 1);
});

test('only digits are a retry time', () => {
  const parser = new EventStreamParser();
  parser.push('retry: 5s\n\nretry: -1\n\nretry:\n\n');
  assert.equal(parser.retry, null);
});
