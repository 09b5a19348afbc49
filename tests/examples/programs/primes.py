"""Counts primes below its payload's "below", and can be stopped at any time without losing work.

It saves a checkpoint now and then and when it is asked to stop; an attempt that finds one goes on
from there.
"""
import json
import os
import signal
import sys

CHECKPOINT = os.environ["PAGODA_CHECKPOINT"]
stopping = False


def stop(_signal, _frame):
    global stopping
    stopping = True


def save(state):
    with open("state", "w") as file:
        json.dump(state, file)
    os.rename("state", CHECKPOINT)  # at once, so that nobody ever sees half of it


def is_prime(n):
    return n > 1 and all(n % divisor for divisor in range(2, int(n**0.5) + 1))


signal.signal(signal.SIGTERM, stop)
below = json.load(sys.stdin)["below"]
state = {"next": 0, "found": 0}
if os.path.exists(CHECKPOINT):
    with open(CHECKPOINT) as file:
        state = json.load(file)
with open(os.environ["PAGODA_REPORT"], "a", buffering=1) as report:
    report.write(f"log from {state['next']}\n")
    while state["next"] < below:
        end = min(below, state["next"] + 10_000)
        state["found"] += sum(map(is_prime, range(state["next"], end)))
        state["next"] = end
        report.write(f"progress {end / below}\n")
        if stopping:
            save(state)
            sys.exit(75)  # given back: the attempt does not count
        if end % 100_000 == 0:
            save(state)
json.dump({"below": below, "primes": state["found"]}, sys.stdout)
