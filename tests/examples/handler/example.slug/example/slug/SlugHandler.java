package example.slug;

import example.letters.Letters;
import pagoda.queue.Bytes;
import pagoda.queue.JobContext;
import pagoda.queue.JobHandler;
import pagoda.queue.JobOutcome;

/** Turns a text into what can stand in an address. */
public final class SlugHandler implements JobHandler {
  /** For the service that loads it. */
  public SlugHandler() {}

  @Override
  public String type() {
    return "slug";
  }

  @Override
  public Kind kind() {
    return Kind.WAITS;
  }

  @Override
  public JobOutcome handle(Bytes payload, JobContext context) {
    String slug = Letters.plain(payload.text());
    return slug.isEmpty()
        ? JobOutcome.failed("nothing is left of this text")
        : JobOutcome.completed(Bytes.utf8("\"" + slug + "\""));
  }
}
