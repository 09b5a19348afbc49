package pagoda.breaker.peers;

/** The libraries that are compared, each as it comes out of its box. */
enum Library {
  PAGODA {
    @Override
    Subject breaker(int probes) {
      return new PagodaSubject(probes);
    }
  },
  RESILIENCE4J {
    @Override
    Subject breaker(int probes) {
      return new Resilience4jSubject(probes);
    }
  },
  FAILSAFE {
    @Override
    Subject breaker(int probes) {
      return new FailsafeSubject(probes);
    }
  };

  abstract Subject breaker(int probes);

  /** A breaker whose opening is over, so that the next call is a probe. */
  Subject readyToTest(int probes) {
    Subject subject = breaker(probes);
    subject.fail(3);
    subject.passOpening();
    return subject;
  }
}
