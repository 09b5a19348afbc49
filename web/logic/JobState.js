/** What the states of a job mean, and which actions each of them allows. */

/** All states in the order of a job's life, with the words and signs that show them. */
export const STATES = {
  pending: { label: 'Pending', icon: 'pending', meaning: 'waits for a worker' },
  scheduled: { label: 'Scheduled', icon: 'scheduled', meaning: 'waits for its time' },
  processing: { label: 'Processing', icon: 'processing', meaning: 'a worker has it' },
  completed: { label: 'Completed', icon: 'completed', meaning: 'ended with a result' },
  failed: { label: 'Failed', icon: 'failed', meaning: 'gave up after its last attempt' },
  cancelled: { label: 'Cancelled', icon: 'cancelled', meaning: 'stopped by somebody' },
};

/** From this priority on a job is an emergency. */
export const EMERGENCY = 10;

const ENDED = new Set(['completed', 'failed', 'cancelled']);

export function hasEnded(job) {
  return ENDED.has(job.state);
}

/** Waiting for another attempt after one that failed. */
export function isRetrying(job) {
  return !hasEnded(job) && job.state !== 'processing' && job.attempt > 0;
}

/** Why the job can not be cancelled, or null if it can. */
export function cancelRefusal(job) {
  return hasEnded(job) ? `It has ended already: ${STATES[job.state].label.toLowerCase()}` : null;
}

/** Why the job can not be retried, or null if it can. */
export function retryRefusal(job) {
  if (job.state === 'failed' || job.state === 'cancelled') return null;
  if (job.state === 'completed') return 'It completed: submit a new one to run it again';
  return job.state === 'processing' ? 'It is running' : 'It is waiting to run already';
}

/** Splits jobs into those that an action ('cancel' or 'retry') can be done to, and the rest. */
export function sortForAction(jobs, action) {
  const refusal = action === 'cancel' ? cancelRefusal : retryRefusal;
  const able = jobs.filter((job) => refusal(job) === null);
  return { able, unable: jobs.filter((job) => refusal(job) !== null) };
}

/**
 * Milliseconds that the job waits, or did wait, for its current or last attempt since it was due;
 * null if it is not due yet or was never started.
 */
export function waitedFor(job, now) {
  const since = Date.parse(job.run_at ?? job.created_at);
  if (job.state === 'pending') return Math.max(0, now - since);
  if (job.state === 'scheduled' || !job.started_at) return null;
  return Math.max(0, Date.parse(job.started_at) - since);
}

/** Milliseconds of the current or last attempt, or null if it never started. */
export function ranFor(job, now) {
  if (!job.started_at) return null;
  const end = job.finished_at
    ? Date.parse(job.finished_at)
    : job.state === 'processing'
      ? now
      : null;
  return end === null ? null : Math.max(0, end - Date.parse(job.started_at));
}

/**
 * The job's life as steps `{label, at, duration, tone, note}`, oldest first. `at` is null for what
 * has not happened yet; `duration` is the time until the next step.
 */
export function timeline(job, now) {
  const steps = [{ label: 'Created', at: job.created_at, tone: 'neutral' }];
  for (const attempt of job.attempts ?? []) addAttempt(steps, attempt, job);
  addCurrent(steps, job);
  return steps.map((step, index) => ({
    note: null,
    ...step,
    duration: span(steps, index, job, now),
  }));
}

function addAttempt(steps, attempt, job) {
  const of = `attempt ${attempt.attempt} of ${job.max_attempts}`;
  steps.push({ label: 'Started', at: attempt.started_at, tone: 'processing', note: of });
  if (attempt.finished_at && attempt.error && attempt.finished_at !== job.finished_at) {
    steps.push({ label: 'Attempt failed', at: attempt.finished_at, tone: 'failed', note: of });
  }
}

function addCurrent(steps, job) {
  const startedNow = job.started_at && !steps.some(({ at }) => at === job.started_at);
  if (startedNow && (job.state === 'processing' || hasEnded(job))) {
    const note = `attempt ${job.attempt} of ${job.max_attempts}`;
    steps.push({ label: 'Started', at: job.started_at, tone: 'processing', note });
  }
  if (job.state === 'scheduled') {
    const label = isRetrying(job) ? 'Next attempt' : 'Due';
    steps.push({ label, at: job.run_at, tone: 'scheduled' });
  } else if (!hasEnded(job)) {
    const waiting = job.state === 'pending';
    steps.push({ label: waiting ? 'Waiting for a worker' : 'Running', at: null, tone: job.state });
  } else {
    steps.push({ label: STATES[job.state].label, at: job.finished_at, tone: job.state });
  }
}

function span(steps, index, job, now) {
  const next = steps[index + 1];
  if (!next) return null;
  if (!steps[index].at) return null;
  const end = next.at ? Date.parse(next.at) : hasEnded(job) ? null : now;
  return end === null ? null : Math.max(0, end - Date.parse(steps[index].at));
}
