/** A fake service for the feed: a stream whose chunks are pushed by hand, and a status. */

export function until(condition, what = 'the condition') {
  const deadline = Date.now() + 10_000;
  return new Promise((resolve, reject) => {
    const look = () => {
      if (condition()) resolve();
      else if (Date.now() > deadline) reject(new Error(`timed out waiting for ${what}`));
      else setTimeout(look, 2);
    };
    look();
  });
}

/** One response body: `push(text)`, `pushBytes(bytes)`, `end()`, `fail()`. */
export function fakeStream(signal) {
  let controller;
  const body = new ReadableStream({ start: (given) => (controller = given) });
  signal?.addEventListener('abort', () => {
    try {
      controller.error(new DOMException('aborted', 'AbortError'));
    } catch {
      controller = null; // ended before it was given up
    }
  });
  return {
    response: { body },
    pushBytes: (bytes) => controller.enqueue(bytes),
    push: (text) => controller.enqueue(new TextEncoder().encode(text)),
    end: () => controller.close(),
    fail: () => controller.error(new TypeError('network error')),
  };
}

export function status(overrides = {}) {
  return {
    time: new Date().toISOString(),
    started_at: '2026-01-01T00:00:00Z',
    ready: true,
    reasons: [],
    you: { name: 'anonymous', roles: ['read', 'submit', 'admin'] },
    tokens: false,
    jobs: {
      pending: 0,
      scheduled: 0,
      processing: 0,
      completed: 0,
      failed: 0,
      cancelled: 0,
      retrying: 0,
      retried_total: 0,
      done_total: 0,
    },
    latency: { wait_p50_ms: null, wait_p99_ms: null, run_p50_ms: null, run_p99_ms: null },
    queue: {
      size: 0,
      running: 0,
      capacity: 100,
      oldest_age_ms: null,
      by_priority: [],
      paused: false,
    },
    breakers: [],
    types: ['hanoi', 'simulate'],
    ...overrides,
  };
}
