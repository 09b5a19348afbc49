import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as prettier from 'prettier';

const TESTS = fileURLToPath(new URL('./', import.meta.url));
const WEB = fileURLToPath(new URL('../../web/', import.meta.url));
const read = (path) => readFileSync(join(WEB, path), 'utf8');
const files = (folder, end) =>
  readdirSync(join(WEB, folder))
    .filter((name) => name.endsWith(end))
    .map((name) => `${folder}/${name}`);
const scripts = [...files('scripts', '.js'), ...files('logic', '.js')];
const styles = files('styles', '.css');
const page = read('index.html');

/** All that a module needs before it can run. */
function staticImports(path, found = new Set()) {
  if (found.has(path)) return found;
  found.add(path);
  for (const [, target] of read(path).matchAll(/^(?:import|export) [^;]*?from '(\.[^']+)'/gms)) {
    staticImports(normalize(join(dirname(path), target)), found);
  }
  return found;
}

test('no markup is made of strings, and no code either', () => {
  const banned =
    /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setAttribute\('style'|createContextualFragment|DOMParser|\.srcdoc/;
  for (const path of scripts) assert.doesNotMatch(read(path), banned, path);
});

test('the page loads nothing from elsewhere and has nothing inline', () => {
  for (const path of [...scripts, ...styles, 'index.html']) {
    const foreign = (read(path).match(/(https?:)?\/\/[a-z0-9-]+\.[a-z]+[^\s'"]*/g) ?? []).filter(
      (url) => !url.includes('www.w3.org/2000/svg'),
    );
    assert.deepEqual(foreign, [], path);
  }
  assert.doesNotMatch(page, /<style|style=|\son[a-z]+=|<script(?![^>]*\ssrc=)/);
});

test('logic does not touch the page', () => {
  for (const path of files('logic', '.js')) {
    assert.doesNotMatch(
      read(path),
      /\bdocument\.|\blocation\.|\bHTMLElement|requestAnimationFrame|\/scripts\//,
      path,
    );
  }
});

test('one idea a file: named after what it exports, and short', () => {
  for (const path of [...scripts, ...styles]) {
    assert.ok(read(path).split('\n').length < 300, `${path} is too long`);
  }
  for (const path of scripts.filter((name) => /\/[A-Z]/.test(name) && !name.endsWith('/App.js'))) {
    const name = basename(path, '.js');
    const exported = [
      ...read(path).matchAll(/^export (?:async )?(?:class|function|const) (\w+)/gm),
    ].map(([, found]) => found);
    assert.ok(
      path.startsWith('logic/') ? exported.length > 0 : exported.includes(name),
      `${path} exports ${exported}`,
    );
  }
});

test('every style sheet is in the page, and is named after a component', () => {
  const linked = [...page.matchAll(/href="(styles\/[^"]+)"/g)].map(([, path]) => path);
  assert.deepEqual(linked.toSorted(), styles.toSorted());
  const components = new Set(files('scripts', '.js').map((path) => basename(path, '.js')));
  for (const path of styles.filter((name) => !/\/(tokens|base|app)\.css$/.test(name))) {
    const name = basename(path, '.css').replace(/(^|-)([a-z])/g, (_, dash, letter) =>
      letter.toUpperCase(),
    );
    assert.ok(components.has(name), `${path}: no component ${name}`);
    assert.match(read(path), new RegExp(`\\.${basename(path, '.css')}\\b`), path);
  }
});

test('the first view’s modules are fetched at once, the others when they are needed', () => {
  const preloaded = [...page.matchAll(/rel="modulepreload" href="([^"]+)"/g)].map(
    ([, path]) => path,
  );
  const needed = new Set([
    ...staticImports('scripts/App.js'),
    ...staticImports('scripts/TowersView.js'),
  ]);
  needed.delete('scripts/App.js');
  assert.deepEqual(preloaded.toSorted(), [...needed].toSorted());
});

test('what is vendored is what the README says', () => {
  const readme = read('README.md');
  for (const path of readdirSync(join(WEB, 'vendor')).map((name) => `vendor/${name}`)) {
    const hash = createHash('sha256')
      .update(readFileSync(join(WEB, path)))
      .digest('hex');
    assert.ok(readme.includes(path) && readme.includes(hash), `${path} has ${hash}`);
  }
});

test('everything is formatted', async () => {
  const own = [...scripts, ...styles].map((path) => join(WEB, path));
  const tests = readdirSync(TESTS, { recursive: true }).filter((path) => path.endsWith('.mjs'));
  for (const path of [
    ...own,
    ...tests.filter((name) => !name.startsWith('node_modules')).map((name) => join(TESTS, name)),
  ]) {
    const options = {
      ...(await prettier.resolveConfig(join(TESTS, 'rules.test.mjs'))),
      filepath: path,
    };
    assert.ok(
      await prettier.check(readFileSync(path, 'utf8'), options),
      `${path}: npm run format --prefix tests/web`,
    );
  }
});
