#!/usr/bin/env node
// A worker in Node without a package: PAGODA_TOKEN=... worker.mjs http://127.0.0.1:3000 count
// It claims jobs of one type, tells how they fare, and stops when told to. Replace `work`.
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

const [url, type] = process.argv.slice(2);
const auth = { Authorization: `Bearer ${process.env.PAGODA_TOKEN ?? ""}` };
const me = { worker: "node", id: randomUUID(), host: hostname(), types: [type] };

// Counts to the number in the payload, a step each 0.1 s, on from the last checkpoint.
async function work(payload, attempt) {
  const goal = Number(payload);
  if (!Number.isInteger(goal)) throw new RangeError(`no number: ${payload}`);
  let done = Number(await attempt.post("checkpoint", undefined, { method: "GET" }));
  await attempt.tell({ log: `from ${done}\n` });
  while (done < goal) {
    await sleep(100);
    done += 1;
    await attempt.post("checkpoint", String(done), { method: "PUT" });
    await attempt.tell({ progress: done / goal });
  }
  return `counted to ${goal}`;
}

class Stopped extends Error {} // why: cancel, timeout, yield, shutdown; lost, and it is not ours

// One request, repeated with jitter while the service is away or busy, until a time.
async function ask(method, path, body, { wait = 0, headers = {}, until = Infinity } = {}) {
  for (;;) {
    let answer, bytes;
    try {
      const signal = AbortSignal.timeout((wait + 10) * 1000);
      answer = await fetch(url + path, { method, body, headers: { ...auth, ...headers }, signal });
      bytes = Buffer.from(await answer.arrayBuffer());
    } catch {} // refused, cut, or silent for too long
    if (bytes && answer.ok) return [answer.headers, bytes]; // whose names compare without case
    if (headers["Pagoda-Lease"] && [404, 409].includes(answer?.status)) throw new Stopped("lost");
    if (bytes && ![429, 502, 503, 504, 507].includes(answer.status))
      throw new Error(`${method} ${path}: ${answer.status} ${bytes}`);
    if (performance.now() > until) throw new Stopped("lost");
    await sleep((answer?.headers.get("Retry-After") ?? 1) * 1000 * (0.5 + Math.random()));
  }
}

class Attempt {
  constructor(claimed) {
    this.path = `/work/${claimed.get("Pagoda-Job")}`;
    this.headers = { "Pagoda-Lease": claimed.get("Pagoda-Lease"), "Content-Type": "text/plain" };
    [this.wait, this.order] = [Number(claimed.get("Pagoda-Wait")), "go"];
    this.lasts = 1000 * Number(claimed.get("Pagoda-Lease-Seconds"));
    this.lapses = performance.now() + this.lasts;
  }
  async post(what, body, { method = "POST", wait = 0, patience = 0 } = {}) {
    const sent = performance.now();
    const how = { wait, headers: this.headers, until: this.lapses + patience };
    const [, bytes] = await ask(method, `${this.path}/${what}`, body, how);
    this.lapses = sent + this.lasts; // each answer renews the lease, from when we asked
    return bytes.toString();
  }
  async beat(wait = 0, news = {}) {
    const heard = await this.post(`beat?wait=${wait}`, JSON.stringify(news), { wait });
    if (this.order === "go") this.order = heard.trim();
  }
  async listen() { // hangs in one beat after the other until an order comes
    while (this.order === "go") await this.beat(this.wait).catch((why) => (this.order = `${why}`));
  }
  async tell(news) {
    await this.beat(0, news);
    if (this.order !== "go") throw new Stopped(this.order);
    if (leaving) throw new Stopped("shutdown");
  }
  async run(payload) {
    try {
      await this.beat(); // within 10 s of the claim, or another gets the job
      this.listen();
      const result = await work(payload, this);
      await this.post("complete", result, { patience: 600_000 }); // better late than never
    } catch (why) {
      if (why instanceof RangeError) await this.post("fail?retry=false", why.message);
      else if (!(why instanceof Stopped)) await this.post("fail", String(why));
      else if (["yield", "shutdown"].includes(why.message)) await this.post("release");
    } finally { // of a lost or cancelled one nothing may be posted
      this.order = "over";
    }
  }
}

let [leaving, running] = [false, false];
process.on("SIGTERM", () => (running ? (leaving = true) : process.exit()));
while (!leaving) {
  const claim = JSON.stringify({ ...me, claim: randomUUID() }); // a repeat gets the same job
  const [headers, payload] = await ask("POST", "/work/claim?wait=30", claim, { wait: 30 });
  leaving = headers.get("Pagoda-Order") === "quiet";
  running = headers.has("Pagoda-Job");
  if (running) await new Attempt(headers).run(payload).catch(() => {}); // lost at its very end
  running = false;
}
process.exit();
