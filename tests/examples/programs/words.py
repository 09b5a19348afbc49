"""Counts the words of its payload, any text, and reports how far it is."""
import collections
import json
import os
import sys

words = sys.stdin.read().split()
counts = collections.Counter()
with open(os.environ["PAGODA_REPORT"], "a", buffering=1) as report:
    for done, word in enumerate(words, 1):
        counts[word.strip(".,;:!?").lower()] += 1
        if done % 100 == 0:
            report.write(f"progress {done / len(words)}\n")
json.dump(counts.most_common(3), sys.stdout)
