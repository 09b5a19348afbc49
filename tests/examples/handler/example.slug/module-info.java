/** A job handler in Java, with a dependency of its own. */
module example.slug {
  requires example.letters;
  requires pagoda.queue;

  provides pagoda.queue.JobHandler with
      example.slug.SlugHandler;
}
