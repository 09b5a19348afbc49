import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventually, launch, openPage, text } from '../support/browser.mjs';
import { Service } from '../support/service.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const rows = (page) => page.locator('.job-table tbody tr');
const drawer = (page) => page.locator('.job-drawer');
const dialog = (page) => page.getByRole('dialog', { name: 'New job' });

test('the form says what is wrong before it sends, and submits what was typed', async (t) => {
  const service = await Service.start(t, { 'queue.workers': 1 });
  const page = await openPage(t, browser, service, { route: '#/jobs' });
  await text(page.locator('.empty-state'), /The queue is empty/);
  await page.getByRole('button', { name: 'Submit the first job' }).click();
  await dialog(page).getByLabel('Type').selectOption('simulate');
  await dialog(page).getByLabel('Payload').fill('{"complexity": }');
  await dialog(page).getByRole('button', { name: 'Submit' }).click();
  await text(dialog(page).locator('.wrong'), /Not valid JSON/);
  await dialog(page).getByLabel('Payload').fill('{"complexity": 1.0, "note": "as typed"}');
  await dialog(page)
    .getByLabel(/^Priority/)
    .fill('101');
  await page.keyboard.press('Tab'); // a half-written number is no error yet
  await text(dialog(page).locator('.wrong'), /from 0 to 100/);
  await dialog(page)
    .getByLabel(/^Priority/)
    .fill('7');
  await page.keyboard.press('Enter');
  await text(page.locator('.toast'), /Accepted: simulate, priority 7/);
  await page.locator('.toast a').click();
  await text(
    drawer(page).locator('.json-block', { hasText: 'Payload' }).locator('pre'),
    /"note": "as typed"/,
  );
  const { jobs } = await service.json('/jobs');
  assert.deepEqual([jobs.length, jobs[0].type, jobs[0].priority], [1, 'simulate', 7]);
});

test('an emergency overtakes what waits, live in the table', async (t) => {
  const service = await Service.start(t, { 'queue.workers': 1 });
  const blocker = await service.submit({ complexity: 100_000 });
  await service.submitAll(Array.from({ length: 4 }, () => ({ complexity: 1 })));
  const page = await openPage(t, browser, service, { route: '#/jobs?new=1' });
  await dialog(page).getByLabel('Type').selectOption('simulate');
  await dialog(page).getByLabel('Payload').fill('{"complexity": 1}');
  await dialog(page)
    .getByLabel(/Emergency/)
    .check();
  await dialog(page).getByRole('button', { name: 'Submit' }).click();
  const emergency = rows(page).filter({ has: page.locator('.urgent:visible') });
  await text(emergency, /Pending/);
  await service.request(`/jobs/${blocker.id}`, { method: 'DELETE' });
  await text(emergency, /Completed/);
  await eventually(
    async () => (await service.json('/jobs?state=completed')).jobs.length === 5,
    'all jobs to end',
  );
  const { jobs } = await service.json('/jobs');
  const order = jobs
    .toSorted((a, b) => a.started_at.localeCompare(b.started_at))
    .map(({ priority }) => priority);
  assert.deepEqual(order, [1, 10, 1, 1, 1, 1]);
  await text(page.locator('.job-table tbody'), /^(?!.*(Pending|Processing))/);
});

test('a failed job shows every attempt’s error and is retried', async (t) => {
  const service = await Service.start(t, {
    'simulate.failure-rate': 1,
    'queue.retry-after': '10ms',
  });
  const { id } = await service.submit({ complexity: 0, max_attempts: 2 });
  const page = await openPage(t, browser, service, { route: '#/jobs' });
  await text(rows(page).first(), /Failed.*2\/2/);
  await rows(page).first().click();
  await text(drawer(page), /Failed/);
  await eventually(
    async () => (await drawer(page).locator('.attempt-list li').count()) === 2,
    'two errors',
  );
  await text(
    drawer(page).locator('.job-timeline'),
    /Created.*Started attempt 1 of 2.*Attempt failed.*Started attempt 2 of 2.*Failed/,
  );
  await text(drawer(page).locator('#job-cancel-why'), /ended already: failed/);
  await drawer(page).getByRole('button', { name: 'Cancel' }).click({ force: true });
  assert.equal(
    (await service.json(`/jobs/${id}`)).state,
    'failed',
    'a button that is not allowed does nothing',
  );
  await drawer(page).getByRole('button', { name: 'Retry' }).click();
  await text(page.locator('.toast'), /in the queue again/);
  await eventually(
    async () => (await service.json(`/jobs/${id}`)).attempts.length > 2,
    'more attempts',
  );
});

test('a running job shows its progress and is cancelled', async (t) => {
  const service = await Service.start(t);
  const { id } = await service.submit({ complexity: 3000 });
  const page = await openPage(t, browser, service, { route: `#/jobs/${id}` });
  await text(drawer(page), /Processing/);
  await drawer(page).getByRole('progressbar', { name: 'Progress' }).waitFor();
  await drawer(page).getByRole('button', { name: 'Cancel' }).click();
  await text(drawer(page).locator('.state-chip').first(), /Cancelled/);
  await text(drawer(page).locator('.job-timeline li').last(), /Cancelled/);
  assert.equal((await service.json(`/jobs/${id}`)).state, 'cancelled');
  await page.keyboard.press('Escape');
  await eventually(() => page.url().endsWith('#/jobs'), 'the address of the list');
  assert.equal(await drawer(page).isVisible(), false);
});

test('bulk actions name their effect before they act', async (t) => {
  const service = await Service.start(t, { 'queue.workers': 1 });
  await service.submitAll([
    { complexity: 0 },
    { complexity: 5000 },
    { complexity: 0 },
    { complexity: 0 },
  ]);
  await eventually(
    async () =>
      (await service.json('/queue')).running === 1 && (await service.json('/queue')).size === 2,
    'one to run',
  );
  const page = await openPage(t, browser, service, { route: '#/jobs' });
  await eventually(async () => (await rows(page).count()) === 4, 'four rows');
  await page.getByLabel('Select all jobs on this page').check();
  await text(page.locator('.bulk-bar'), /4 selected Retry 0 Cancel 3/);
  await page.locator('.bulk-bar').getByRole('button', { name: 'Cancel 3' }).click();
  const confirm = page.getByRole('dialog', { name: 'Cancel 3 jobs?' });
  await text(
    confirm,
    /2 waiting jobs will not run.*1 running job will be asked to stop.*1 selected job can not be cancelled and stays as it is/,
  );
  await confirm.getByRole('button', { name: 'Cancel 3 jobs' }).click();
  await text(page.locator('.toast'), /Cancelled 3 jobs/);
  await eventually(
    async () => (await service.json('/jobs?state=cancelled')).jobs.length === 3,
    'three cancelled jobs',
  );
});

test('10,000 jobs are filtered and paged through', async (t) => {
  const service = await Service.start(t, { 'queue.workers': 1 });
  await service.request('/queue/pause', { method: 'POST' });
  const jobs = (count, type) =>
    Array.from({ length: count }, (_, i) => ({ type, n: 3, complexity: 1, number: i }));
  await service.submitAll([...jobs(9_880, 'simulate'), ...jobs(120, 'hanoi')]);
  const page = await openPage(t, browser, service, { route: '#/jobs' });
  await text(page.locator('.job-filters'), /Pending 10,000/);
  await text(page.locator('.page-bar'), /Page 1, 50 jobs/);
  await page.locator('.job-filters').getByLabel('Type').selectOption('hanoi');
  await eventually(
    async () => !(await rows(page).allTextContents()).some((row) => row.includes('simulate')),
    'hanoi jobs only',
  );
  const seen = new Set();
  const older = page.getByRole('button', { name: 'Older' });
  for (const [number, count] of [
    [1, 50],
    [2, 50],
    [3, 20],
  ]) {
    await text(page.locator('.page-bar'), new RegExp(`Page ${number}, ${count} jobs`));
    for (const href of await page
      .locator('.job-table a')
      .evaluateAll((links) => links.map((link) => link.hash)))
      seen.add(href);
    if (number < 3) await older.click();
  }
  assert.equal(seen.size, 120);
  assert.equal(await older.isDisabled(), true);
  await page.getByRole('button', { name: 'Newer' }).click();
  await text(page.locator('.page-bar'), /Page 2, 50 jobs/);
});

test('a job is searched by keyboard, and address and history keep search and page', async (t) => {
  const service = await Service.start(t, { 'queue.workers': 1 });
  await service.request('/queue/pause', { method: 'POST' });
  await service.submitAll(
    Array.from({ length: 200 }, (_, i) => ({ complexity: 1, order: `A-${4600 + i}`, half: i % 2 })),
  );
  const page = await openPage(t, browser, service, { route: '#/jobs', expected: /status of 400/ });
  await text(rows(page).first(), /"order":"A-4799"/);
  await page.keyboard.press('/');
  await page.keyboard.type('4711');
  await page.keyboard.press('Enter');
  await text(page.locator('.job-table tbody'), /^[^{]*{[^{]*A-4711[^{]*$/);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('"\\"half\\":1" created:>=1h');
  await page.keyboard.press('Enter');
  await text(page.locator('.page-bar'), /Page 1, 50 jobs/);
  await page.getByRole('button', { name: 'Older' }).click();
  await text(page.locator('.page-bar'), /Page 2, 50 jobs/);
  await text(rows(page).first(), /A-4699/);
  await page.reload();
  await text(page.locator('.page-bar'), /Page 2, 50 jobs/);
  await rows(page).first().click();
  await text(drawer(page), /A-4699/);
  await page.keyboard.press('Escape');
  await page.goBack();
  await page.goBack();
  await page.goBack();
  await text(rows(page).first(), /A-4799/);
  await page.getByLabel('Find jobs').fill('sttae:failed');
  await page.keyboard.press('Enter');
  await text(page.locator('.job-search .wrong'), /state:/);
  await page.getByLabel('Find jobs').fill('nowhere');
  await page.keyboard.press('Enter');
  await text(page.locator('.empty-state'), /No job matches this search.*200 jobs/);
});

test('all jobs that match are counted, named, cancelled and deleted', async (t) => {
  const service = await Service.start(t, { 'queue.workers': 1 });
  await service.submitAll(
    Array.from({ length: 120 }, (_, i) => ({
      complexity: 1,
      order: i % 2 ? 'odd' : 'even',
      run_at: '2126-01-01T00:00:00Z',
    })),
  );
  const page = await openPage(t, browser, service, { route: '#/jobs?q=odd' });
  const bar = page.getByRole('group', { name: 'All jobs that match' });
  const confirmed = async (action, question, button) => {
    await bar.getByRole('button', { name: 'All that match…' }).click();
    await bar.getByRole('button', { name: action }).click();
    const confirm = page.getByRole('dialog', { name: question });
    await confirm.getByRole('button', { name: button }).click();
  };
  await confirmed('Cancel all', 'Cancel all 60 jobs that match?', 'Cancel 60 jobs');
  await text(page.locator('.toast'), /Cancel all, completed: 60 of 60/);
  assert.equal((await service.json('/jobs?state=scheduled&limit=200')).jobs.length, 60);
  await confirmed('Delete all', 'Delete all 60 jobs that match?', 'Delete 60 jobs');
  await text(bar, /Delete all, pending/);
  await bar.getByRole('button', { name: 'Stop' }).click();
  await text(page.locator('.toast').last(), /Delete all, cancelled: 0 of 60/);
  assert.equal((await service.json('/jobs?state=cancelled&limit=200')).jobs.length, 60);
});

test('new jobs wait above while somebody is in the table', async (t) => {
  const service = await Service.start(t);
  await service.submit({ complexity: 0 });
  const page = await openPage(t, browser, service, { route: '#/jobs' });
  await eventually(async () => (await rows(page).count()) === 1, 'a row');
  await service.submit({ complexity: 0 });
  await eventually(async () => (await rows(page).count()) === 2, 'a row that the stream brought');
  await page
    .getByLabel(/^Select simulate job/)
    .first()
    .check();
  await service.submitAll([{ complexity: 0 }, { complexity: 0 }]);
  await page.getByRole('button', { name: '2 new jobs: show' }).click();
  await eventually(async () => (await rows(page).count()) === 4, 'four rows');
});

test('hostile payloads are shown as text', async (t) => {
  const service = await Service.start(t);
  await service.request('/queue/pause', { method: 'POST' });
  const image = '<img src=x onerror="window.hacked=1">';
  const hostile = {
    html: image,
    script: '</script><script>window.hacked=1</script>',
    rtl: '\u202Eevil\u202C \u2067x',
    zero: '\u0000\u200B',
    big: 'x'.repeat(1_000_000),
  };
  const { id } = await service.submit(hostile);
  const page = await openPage(t, browser, service, { route: `#/jobs/${id}` });
  const payload = drawer(page).locator('.json-block', { hasText: 'Payload' });
  await text(payload.locator('pre'), /<img src=x onerror=/);
  await text(payload.locator('.size'), /1\.0 MB/);
  assert.ok((await payload.locator('pre').textContent()).length <= 20_000);
  assert.equal(await page.locator('img[src=x]').count(), 0);
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});

test('a payload is shown to the digit', async (t) => {
  const service = await Service.start(t);
  const payload = '{"complexity":0,"big":12345678901234567890,"price":1.10}';
  const { id } = await service.submit(payload);
  const page = await openPage(t, browser, service, { route: `#/jobs/${id}` });
  const shown = drawer(page).locator('.json-block', { hasText: 'Payload' }).locator('pre');
  await text(shown, /"big": 12345678901234567890, "price": 1\.10/);
});

test('works with the keyboard alone', async (t) => {
  const service = await Service.start(t);
  await service.submitAll([{ complexity: 0 }, { complexity: 0 }]);
  const page = await openPage(t, browser, service);
  await page.locator('.playback-controls').waitFor();
  await page.keyboard.press('Tab');
  await text(page.locator(':focus'), /Skip to the content/);
  await page.keyboard.press('3');
  await eventually(async () => (await rows(page).count()) === 2, 'two rows');
  await page.keyboard.press('j');
  await text(drawer(page).locator('h2'), /simulate job/);
  const first = page.url();
  await page.keyboard.press('j');
  await eventually(() => page.url() !== first, 'the next job');
  await page.keyboard.press('k');
  await eventually(() => page.url() === first, 'the first job again');
  await page.keyboard.press('Escape');
  await text(page.locator(':focus'), /…/);
  await page.keyboard.press('Enter');
  await text(drawer(page).locator('h2'), /simulate job/);
  assert.equal(page.url(), first, 'the focused row opened');
  await page.keyboard.press('Escape');
  await page.keyboard.press('n');
  await dialog(page).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await text(page.getByRole('dialog', { name: 'Keys' }), /submit a new job/);
});

test('Escape closes a job that was asked for but is not shown yet', async (t) => {
  const service = await Service.start(t);
  await service.submitAll([{ complexity: 0 }, { complexity: 0 }]);
  const page = await openPage(t, browser, service, { route: '#/jobs' });
  await eventually(async () => (await rows(page).count()) === 2, 'two rows');
  await page.keyboard.press('j');
  await text(drawer(page).locator('h2'), /simulate job/);
  await page.evaluate(() => {
    for (const key of ['j', 'Escape']) {
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    }
  });
  await eventually(() => new URL(page.url()).hash === '#/jobs', 'no job is asked for');
  await text(page.locator(':focus'), /…/);
  assert.equal(await page.locator('.job-drawer[open]').count(), 0);
});
