#!/usr/bin/env python3
# A worker in Python's standard library: PAGODA_TOKEN=... worker.py http://127.0.0.1:3000 count
# It claims jobs of one type, tells how they fare, and stops when told to. Replace `work`.
import contextlib, http.client, json, os, random, signal, socket, sys, threading, time, uuid
from urllib import error, request

URL, TYPE = sys.argv[1:]
AUTH = {"Authorization": "Bearer " + os.environ.get("PAGODA_TOKEN", "")}
ME = {"worker": "python", "id": str(uuid.uuid4()), "host": socket.gethostname(), "types": [TYPE]}


def work(payload, attempt):
    """Counts to the number in the payload, a step each 0.1 s, on from the last checkpoint."""
    goal, done = int(payload), int(attempt.post("checkpoint", method="GET") or 0)
    attempt.tell(log=f"from {done}\n")
    while done < goal:
        time.sleep(0.1)
        done += 1
        attempt.post("checkpoint", str(done).encode(), "PUT")
        attempt.tell(progress=done / goal)
    return f"counted to {goal}".encode()


class Stopped(Exception): ...  # why: cancel, timeout, yield, shutdown; lost, and it is not ours


def ask(method, path, body=None, wait=0, headers={}, until=float("inf")):
    """One request, repeated with jitter while the service is away or busy, until a time."""
    question, pause = request.Request(URL + path, body, {**AUTH, **headers}, method=method), 1
    while True:
        try:
            with request.urlopen(question, timeout=wait + 10) as answer:
                return answer.headers, answer.read()  # whose names compare without case
        except error.HTTPError as refusal:
            if headers and refusal.code in (404, 409):
                raise Stopped("lost")
            if refusal.code not in (429, 502, 503, 504, 507):
                sys.exit(f"{method} {path}: {refusal.code} {refusal.read().decode()}")
            pause = float(refusal.headers.get("Retry-After", 1))
        except (OSError, http.client.HTTPException):  # refused, cut, or silent for too long
            pass
        if time.monotonic() > until:
            raise Stopped("lost")
        time.sleep(pause * random.uniform(0.5, 1.5))


class Attempt:
    def __init__(self, claimed):
        self.job, self.order = claimed["Pagoda-Job"], "go"
        self.lease = {"Pagoda-Lease": claimed["Pagoda-Lease"], "Content-Type": "text/plain"}
        self.wait, self.lasts = int(claimed["Pagoda-Wait"]), int(claimed["Pagoda-Lease-Seconds"])
        self.lapses = time.monotonic() + self.lasts

    def post(self, what, body=None, method="POST", wait=0, patience=0):
        sent, path = time.monotonic(), f"/work/{self.job}/{what}"
        answer = ask(method, path, body, wait, self.lease, self.lapses + patience)[1]
        self.lapses = sent + self.lasts  # each answer renews the lease, from when we asked
        return answer

    def beat(self, wait=0, **news):
        heard = self.post(f"beat?wait={wait}", json.dumps(news).encode(), wait=wait)
        self.order = heard.decode().strip() if self.order == "go" else self.order

    def listen(self):  # hangs in one beat after the other until an order comes
        try:
            while self.order == "go":
                self.beat(self.wait)
        except Stopped as why:
            self.order = str(why)

    def tell(self, **news):
        self.beat(**news)
        if leaving or self.order != "go":
            raise Stopped("shutdown" if self.order == "go" else self.order)

    def run(self, payload):
        try:
            self.beat()  # within 10 s of the claim, or another gets the job
            threading.Thread(target=self.listen, daemon=True).start()
            self.post("complete", work(payload, self), patience=600)  # better late than never
        except Stopped as why:
            if str(why) in ("yield", "shutdown"):
                self.post("release")  # back in its place, with the last checkpoint
        except Exception as fault:  # of a ValueError no further attempt can help
            again = "false" if isinstance(fault, ValueError) else "true"
            self.post(f"fail?retry={again}", repr(fault).encode())
        self.order = "over"  # of a lost or cancelled one nothing may be posted


leaving, running = [], []
signal.signal(signal.SIGTERM, lambda *_: leaving.append(1) if running else sys.exit())
while not leaving:
    claim = json.dumps({**ME, "claim": str(uuid.uuid4())}).encode()  # a repeat gets the same job
    headers, payload = ask("POST", "/work/claim?wait=30", claim, 30)
    leaving += ["quiet"] if headers["Pagoda-Order"] == "quiet" else []
    if headers["Pagoda-Job"]:
        running.append(1)
        with contextlib.suppress(Stopped):  # lost at its very end
            Attempt(headers).run(payload)
        running.clear()
