import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cleanup } from './cleanup.mjs';

const PROGRAM = fileURLToPath(new URL('../../../build/image/bin/pagoda', import.meta.url));
const START_DEADLINE = 60_000;
const STOP_DEADLINE = 30_000;

/**
 * The linked image as a process of its own, on a free port, with a data folder that outlives it.
 * `url` is where it listens; `kill` and `start` again take it away and bring it back there.
 */
export class Service {
  #settings;
  #process = null;
  #log = '';

  constructor(folder, settings) {
    this.folder = folder;
    this.#settings = settings;
    this.port = 0;
  }

  /** Starts a service with `settings` beyond the tests' own; whoever starts it closes it. */
  static async open(settings = {}) {
    const service = new Service(await mkdtemp(join(tmpdir(), 'pagoda-web-')), settings);
    await service.start().catch(async (error) => {
      await service.close();
      throw error;
    });
    return service;
  }

  /** The same for one test; it ends with the test `t`. */
  static async start(t, settings = {}) {
    const service = await Service.open(settings);
    cleanup(t, () => service.close());
    return service;
  }

  async close() {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(changes = {}) {
    Object.assign(this.#settings, changes);
    const all = {
      'http.port': this.port,
      'data.dir': join(this.folder, 'data'),
      'simulate.failure-rate': 0,
      'solver.threads': 2,
      'validation.timeout': '10s',
      ...this.#settings,
    };
    const args = Object.entries(all).flatMap(([key, value]) => ['--set', `${key}=${value}`]);
    this.#process = spawn(PROGRAM, ['serve', ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, PAGODA_JAVA_OPTS: '-Xmx256m' },
    });
    this.port = await this.#listening(this.#process);
  }

  #listening(child) {
    return new Promise((resolve, reject) => {
      const fail = (reason) => reject(new Error(`${reason}; its log:\n${this.#log}`));
      const timer = setTimeout(
        () => fail(`not listening after ${START_DEADLINE} ms`),
        START_DEADLINE,
      );
      child.once('exit', (code) => fail(`the service ended with ${code}`));
      child.once('error', (error) => fail(error.message));
      child.stderr.setEncoding('utf8').on('data', (text) => {
        this.#log = (this.#log + text).slice(-100_000);
        const port = /listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(text)?.[1];
        if (!port) return;
        clearTimeout(timer);
        resolve(Number(port));
      });
    });
  }

  stop() {
    return this.#end('SIGTERM');
  }

  /** As a crash would. */
  kill() {
    return this.#end('SIGKILL');
  }

  #end(signal) {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_DEADLINE);
      child.once('exit', () => {
        clearTimeout(timer);
        resolve();
      });
      child.kill(signal);
    });
  }

  /** A request beside the page, as another client would make it. */
  async request(path, { method = 'GET', body, headers = {}, token } = {}) {
    const all = { ...headers };
    if (token) all.Authorization = `Bearer ${token}`;
    if (body !== undefined) all['Content-Type'] ??= 'application/json';
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(this.url + path, { method, headers: all, body: text });
    const answer = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer}`);
    return answer;
  }

  async json(path, options) {
    return JSON.parse(await this.request(path, options));
  }

  submit(job) {
    return this.json('/jobs', { method: 'POST', body: job });
  }

  /** Submits many jobs at once. */
  submitAll(jobs) {
    const body = jobs.map((job) => JSON.stringify(job)).join('\n');
    return this.request('/jobs', {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/x-ndjson' },
    });
  }
}

/** Writes a tokens file with one line per `{name, roles, token}`; gives its path. */
export async function tokensFile(folder, entries) {
  const file = join(folder, 'tokens');
  const hash = (token) => createHash('sha256').update(token).digest('hex');
  const lines = entries.map(({ name, roles, token }) => `${name} ${roles} sha256:${hash(token)}`);
  await writeFile(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  return file;
}
