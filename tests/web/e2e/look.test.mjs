import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { eventually, launch, openPage, text, violations } from '../support/browser.mjs';
import { Service } from '../support/service.mjs';
import { Validator } from '../support/validator.mjs';

const FOLDER = fileURLToPath(new URL('../../../build/screenshots/', import.meta.url));
const FIRST_VIEW_LIMIT = 150_000;

let browser;
let service;
before(async () => {
  await mkdir(FOLDER, { recursive: true });
  [browser, service] = await Promise.all([launch(), busyService()]);
});
after(() => Promise.all([browser.close(), service.close()]));

/** A service in the middle of its work: some of everything, and a breaker that is open. */
async function busyService() {
  const validator = await Validator.open();
  const service = await Service.open({
    'queue.workers': 2,
    'validation.url': validator.url,
    'simulate.failure-rate': 1,
    'queue.retry-after': '1s',
  });
  await service.submit({ complexity: 1, max_attempts: 2 });
  await eventually(async () => (await service.json('/jobs?state=failed')).jobs[0], 'a failed job');
  await service.stop();
  await service.start({ 'simulate.failure-rate': 0 });
  await service.submitAll([
    { type: 'hanoi', n: 12 },
    { complexity: 1 },
    { complexity: 2, emergency: true },
  ]);
  await eventually(
    async () => (await service.json('/queue')).size === 0,
    'the first jobs to start',
  );
  await service.submitAll(
    Array.from({ length: 9 }, (_, i) => ({ complexity: 2000 + i, priority: i % 3 === 0 ? 10 : 1 })),
  );
  await service.submit({ complexity: 1, run_at: '2099-01-01T00:00:00Z' });
  await validator.down();
  await eventually(
    () =>
      service.submit({}).then(
        () => false,
        ({ message }) => message.includes('CIRCUIT_OPEN'),
      ),
    'the breaker to open',
  );
  return service;
}

const VIEWS = [
  {
    name: 'towers',
    route: '#/towers?n=7&move=45',
    ready: (page) => text(page.locator('.check-report'), /127 moves/),
  },
  {
    name: 'towers-40',
    route: '#/towers?n=40&move=123456789',
    ready: (page) => text(page.locator('.check-report'), /equal/),
  },
  {
    name: 'overview',
    route: '#/overview',
    ready: (page) => page.locator('.live-plot canvas').nth(2).waitFor(),
  },
  {
    name: 'jobs',
    route: '#/jobs',
    ready: (page) => text(page.locator('.job-table'), /Processing/),
  },
  {
    name: 'search',
    route: '#/jobs?q=error%3Asimulated',
    ready: openSearchHelp,
  },
  {
    name: 'search-wrong',
    route: '#/jobs?q=sttae%3Afailed',
    ready: (page) => text(page.locator('.job-search .wrong'), /must be/),
  },
  { name: 'job', route: '#/jobs', ready: openFailed },
  {
    name: 'new-job',
    route: '#/jobs?new=1',
    ready: (page) => page.getByRole('dialog', { name: 'New job' }).waitFor(),
  },
  {
    name: 'breakers',
    route: '#/breakers',
    ready: (page) => text(page.locator('.breaker-panel'), /Open/),
  },
  {
    name: 'help',
    route: '#/overview',
    ready: (page) => page.getByRole('button', { name: 'Help' }).click(),
  },
];

async function openSearchHelp(page) {
  await text(page.locator('.job-table tbody'), /Failed.*"complexity":1/);
  await page.getByText('What can be found').click();
}

async function openFailed(page) {
  await page.locator('.job-table tbody tr', { hasText: 'Failed' }).click();
  await text(page.locator('.job-drawer'), /Payload/);
}

for (const scheme of ['light', 'dark']) {
  test(`every view is accessible and fits its screen, ${scheme}`, async (t) => {
    for (const width of [360, 1440]) {
      const size = { width, height: width < 500 ? 780 : 900 };
      const page = await openPage(t, browser, service, {
        scheme,
        reducedMotion: 'reduce',
        expected: /status of 400/, // a search that is refused
        ...size,
      });
      await text(page.locator('.connection-chip'), /Live/);
      for (const { name, route, ready } of VIEWS) {
        const what = `${name}-${scheme}-${width}`;
        await page.evaluate((hash) => (location.hash = hash), route);
        await ready(page);
        await page.screenshot({ path: `${FOLDER}${what}.png` });
        assert.deepEqual(await violations(page), [], what);
        assert.ok(
          await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
          `${what} is wider than its screen`,
        );
        await page.keyboard.press('Escape');
      }
    }
  });
}

test('the first view weighs little, and its files are fetched once', async (t) => {
  const page = await openPage(t, browser, service);
  await page.locator('.playback-controls').waitFor();
  const sizes = () =>
    page.evaluate(() =>
      [
        ...performance.getEntriesByType('navigation'),
        ...performance.getEntriesByType('resource'),
      ].map(({ name, transferSize }) => [new URL(name).pathname, transferSize]),
    );
  const first = (await sizes()).reduce((sum, [, size]) => sum + size, 0);
  assert.ok(first > 10_000 && first < FIRST_VIEW_LIMIT, `${first} bytes`);
  t.diagnostic(`first view: ${first} bytes`);
  await page.reload();
  await page.locator('.playback-controls').waitFor();
  const again = await sizes();
  const files = again.filter(([path]) => path.startsWith('/assets/'));
  assert.ok(files.length > 50, `${files.length} files`);
  assert.deepEqual(
    files.filter(([, size]) => size > 0),
    [],
  );
  const fetched = again.filter(([path, size]) => size > 0 && /\.(js|css|svg|html)$/.test(path));
  assert.deepEqual(fetched, [], 'no file besides those and the page itself');
  const [, pageSize] = again.find(([path]) => path === '/');
  assert.ok(pageSize < 400, `${pageSize} bytes for a page that has not changed`);
});

test('the colours can be switched by hand, and stay so', async (t) => {
  const page = await openPage(t, browser, service);
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.getByRole('button', { name: 'Colours: as the system' }).click();
  const light = await background();
  await page.getByRole('button', { name: 'Colours: light' }).click();
  await page.getByRole('button', { name: 'Colours: dark' }).waitFor();
  const dark = await background();
  assert.notEqual(dark, light);
  await page.reload();
  assert.equal(await background(), dark);
});
