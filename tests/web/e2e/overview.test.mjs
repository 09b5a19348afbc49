import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventually, launch, openPage, refused, text } from '../support/browser.mjs';
import { Service } from '../support/service.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const tile = (page, label) => page.locator('.headline-strip .tile', { hasText: label });

test('an unused service tells what to do first, and that leads to a first job', async (t) => {
  const service = await Service.start(t);
  const page = await openPage(t, browser, service, { route: '#/overview' });
  await text(page.locator('.first-steps'), /Nothing has run here yet/);
  await page.locator('.first-steps').getByRole('link', { name: 'New job' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Submit' }).click();
  await text(page.locator('.job-table tbody tr'), /Completed.*hanoi/);
  await page.getByRole('link', { name: 'Overview' }).click();
  await eventually(
    async () => !(await page.locator('.first-steps').isVisible()),
    'the first steps to go',
  );
});

test('headline, cards and plots show what the service does', async (t) => {
  const service = await Service.start(t, { 'queue.workers': 1 });
  await service.submitAll([
    { complexity: 300 },
    { complexity: 300 },
    { complexity: 300, emergency: true },
    { complexity: 1, priority: 3, run_at: '2099-01-01T00:00:00Z' },
  ]);
  const page = await openPage(t, browser, service, { route: '#/overview' });
  await text(tile(page, 'Running'), /Running 1/);
  await text(tile(page, 'Queued'), /Queued 2/);
  await text(tile(page, 'Oldest waiting'), /\d s/);
  await text(page.locator('.module-card', { hasText: 'Broker' }), /connected.*embedded/);
  await text(page.locator('.module-card', { hasText: 'Solver pool' }), /0 of 2/);
  await text(page.locator('.build'), /^Pagoda \d.* on Java 25/);
  await text(
    page.locator('.live-plot', { hasText: 'Depth' }).locator('.range'),
    /queued \d+( to \d+)?, running \d+/,
  );
  const inked = () =>
    page.locator('.live-plot canvas').evaluateAll((canvases) =>
      canvases.map((canvas) =>
        canvas
          .getContext('2d')
          .getImageData(0, 0, canvas.width, canvas.height)
          .data.some((value) => value > 0),
      ),
    );
  await eventually(async () => String(await inked()) === 'true,true,true', 'three drawn plots');
});

test('the headline tells how many of the scheduled jobs wait for a retry', async (t) => {
  const service = await Service.start(t, {
    'simulate.failure-rate': 1,
    'queue.retry-after': '1h',
  });
  await service.submitAll([
    { complexity: 0 },
    { complexity: 0 },
    { complexity: 0, run_at: '2099-01-01T00:00:00Z' },
  ]);
  const page = await openPage(t, browser, service, { route: '#/overview' });
  await text(tile(page, 'Scheduled'), /Scheduled 3 2 to retry/);
});

test('each figure leads to the jobs behind it', async (t) => {
  const service = await Service.start(t);
  const page = await openPage(t, browser, service, { route: '#/overview' });
  await tile(page, 'Failed').click();
  await text(page.locator('.jobs-view .empty-state'), /No job matches these filters/);
  assert.match(page.url(), /#\/jobs\?state=failed$/);
});

test('an admin pauses the queue, knowing what that does, and resumes it', async (t) => {
  const service = await Service.start(t);
  const page = await openPage(t, browser, service, { route: '#/overview' });
  await page.getByRole('button', { name: 'Pause the queue' }).click();
  await text(page.getByRole('dialog'), /take nothing new/);
  await page.getByRole('dialog').getByRole('button', { name: 'Pause the queue' }).click();
  await text(tile(page, 'Running'), /queue paused/);
  assert.equal((await service.json('/queue')).paused, true);
  await page.getByRole('button', { name: 'Resume the queue' }).click();
  await eventually(async () => !(await service.json('/queue')).paused, 'the queue to run');
});

test('polls while it can have no event stream, and goes live when it can', async (t) => {
  const service = await Service.start(t, { 'http.max-event-streams': 1 });
  const hold = new AbortController();
  const held = await fetch(`${service.url}/events`, { signal: hold.signal });
  assert.equal(held.status, 200);
  const page = await openPage(t, browser, service, { route: '#/overview', expected: refused(503) });
  await text(page.locator('.connection-chip'), /Polling/);
  await service.submit({ complexity: 100_000 });
  await text(tile(page, 'Running'), /Running 1/);
  hold.abort();
  await service.submit({ complexity: 0 }); // news, by which the service sees that the stream is gone
  await text(page.locator('.connection-chip'), /Live/);
});

test('closes the stream while nobody looks, and resumes it', async (t) => {
  const service = await Service.start(t);
  const page = await openPage(t, browser, service, { route: '#/overview' });
  await text(page.locator('.connection-chip'), /Live/);
  const look = (hidden) =>
    page.evaluate((value) => {
      Object.defineProperty(document, 'hidden', { configurable: true, value });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
  await look(true);
  await eventually(
    async () =>
      (await page.locator('.connection-chip').textContent()) === 'Paused' ||
      /pagoda_http_event_streams(\S*)? 0/.test(await service.request('/metrics')),
    'the stream to close',
  );
  const asked = [];
  page.on('request', (request) => asked.push(request));
  await look(false);
  await text(page.locator('.connection-chip'), /Live/);
  await eventually(
    () => asked.some((request) => request.url().endsWith('/events')),
    'a new stream',
  );
});
