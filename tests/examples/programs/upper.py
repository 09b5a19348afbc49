"""Kept and fed a job a line: what takes long to start, such as a model, is loaded once."""
import json
import sys

for line in sys.stdin:
    job = json.loads(line)
    try:
        answer = {"job": job["job"], "result": job["payload"]["text"].upper()}
    except (KeyError, TypeError, AttributeError):
        answer = {"job": job["job"], "error": "the payload has no text", "retry": False}
    print(json.dumps(answer), flush=True)
