package pagoda.http;

/** What a caller may do. A route asks for one role; a token is granted a set of them. */
public enum Role {
  /** To look: jobs, queue, events, metrics. */
  READ,
  /** To hand in work. */
  SUBMIT,
  /** To do everything: it includes the other two. */
  ADMIN
}
