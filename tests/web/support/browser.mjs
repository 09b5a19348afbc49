import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { cleanup } from './cleanup.mjs';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** Generous: the machine may be busy. Nothing waits this long unless it fails. */
const DEADLINE = 30_000;

/** Chromium for the tests of one file. */
export async function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ARGUMENTS,
  });
}

/**
 * A page in a context of its own. When the test ends it must have had no error, no console error
 * and no report of the content security policy; `expected` matches messages that the test provokes,
 * such as the browser's own about a service that is down.
 */
export async function openPage(
  t,
  browser,
  service,
  {
    route = '',
    width = 1280,
    height = 900,
    scheme = 'light',
    reducedMotion = 'no-preference',
    expected = null,
  } = {},
) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    reducedMotion,
  });
  const page = await context.newPage();
  const complaints = watch(page, expected);
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) =>
      console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  page.setDefaultTimeout(DEADLINE);
  cleanup(t, async () => {
    await context.close();
    assert.deepEqual(complaints, []);
  });
  await page.goto(`${service.url}/${route}`);
  return page;
}

function watch(page, expected) {
  const complaints = [];
  const complain = (text) => expected?.test(text) || complaints.push(text);
  page.on('pageerror', (error) => complain(`error: ${error.stack}`));
  page.on('console', (message) => {
    if (['error', 'warning', 'assert'].includes(message.type()))
      complain(`${message.type()}: ${message.text()}`);
  });
  page.on('requestfailed', (request) => {
    const failure = request.failure()?.errorText ?? '';
    if (failure !== 'net::ERR_ABORTED') complain(`request failed: ${request.url()} ${failure}`);
  });
  return complaints;
}

/** What the browser itself logs while the service is down. */
export const SERVICE_DOWN =
  /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION_CLOSED/;

/** What it logs of an answer with an error status. */
export const refused = (...statuses) => new RegExp(`status of (${statuses.join('|')})`);

/** Awaits a condition in the test's own process. */
export async function eventually(look, what) {
  const deadline = Date.now() + DEADLINE;
  for (;;) {
    const value = await look();
    if (value) return value;
    if (Date.now() > deadline) throw new Error(`timed out waiting for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Awaits that a locator's visible text, on one line, matches. */
export async function text(locator, pattern) {
  let seen = '';
  await eventually(async () => {
    const shown = await locator
      .first()
      .innerText({ timeout: 1000 })
      .catch(() => '');
    seen = shown.replace(/\s+/g, ' ').trim();
    return pattern.test(seen);
  }, `text ${pattern}`).catch((error) => {
    throw new Error(`${error.message}; it says “${seen.slice(0, 500)}”`);
  });
}

/** What axe finds against WCAG 2.2 AA and its best practices, as lines. */
export async function violations(page) {
  await page.evaluate(await readFile(AXE, 'utf8'));
  const { violations: found } = await page.evaluate(() =>
    axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  );
}
