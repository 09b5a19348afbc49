/** What the states of a circuit breaker mean. */
export const BREAKER_STATES = {
  closed: { label: 'Closed', tone: 'good', meaning: 'Calls pass.' },
  open: {
    label: 'Open',
    tone: 'bad',
    meaning: 'Calls are refused at once until it is time to probe.',
  },
  'half-open': {
    label: 'Half-open',
    tone: 'warn',
    meaning: 'A few calls pass to see whether it recovered.',
  },
  isolated: {
    label: 'Isolated',
    tone: 'warn',
    meaning: 'Somebody shut it by hand: all calls are refused.',
  },
  disabled: { label: 'Disabled', tone: 'neutral', meaning: 'Calls pass, whatever happens.' },
};

/** Milliseconds until the next probe, counted on from when the breaker was read; null if none. */
export function untilProbe(breaker, readAt, now) {
  if (breaker.state !== 'open' || breaker.retry_after_ms === null) return null;
  return Math.max(0, breaker.retry_after_ms - (now - readAt));
}

/** Share of failed calls in the window, or null if it is empty. */
export function failureRate({ window }) {
  return window.total === 0 ? null : window.failed / window.total;
}

/** What the breaker does now, as a sentence's second half. */
export function outlook(breaker, readAt, now) {
  const wait = untilProbe(breaker, readAt, now);
  if (wait === null)
    return { text: BREAKER_STATES[breaker.state]?.meaning ?? breaker.description, wait };
  return { text: wait === 0 ? 'Ready to probe: the next call decides.' : 'Next probe in', wait };
}
